"""Acts in the layouts of many producers: their heads are a reader's, whatever the layout."""

from __future__ import annotations

import textwrap

import pytest

from schemas.records import Atto
from tests.pipeline.acts import ACTS, Printed
from tests.pipeline.plain import document

_COLUMNS = 80


def _act(text: str) -> Atto:
    found = document(text)
    assert found.tipo == "atto"
    assert found.atto is not None
    return found.atto


def _broken(text: str) -> str:
    """The text as a type-written page breaks it."""
    lines = (textwrap.wrap(line, _COLUMNS) or [""] for line in text.split("\n"))
    return "\n".join("\n".join(each) for each in lines)


@pytest.mark.parametrize("printed", ACTS, ids=lambda each: each.name)
def test_head_is_read_in_any_layout(printed: Printed) -> None:
    act = _act(printed.text)
    assert (act.tipo, act.ente) == (printed.tipo, printed.ente)
    assert (act.numero, act.data) == (printed.numero, printed.data)
    assert act.oggetto == printed.oggetto


@pytest.mark.parametrize("printed", ACTS, ids=lambda each: each.name)
def test_head_is_the_same_where_lines_are_broken_by_hand(printed: Printed) -> None:
    if "\t" in printed.text:
        pytest.skip("a table is not broken into lines")
    whole, broken = _act(printed.text), _act(_broken(printed.text))
    assert (broken.tipo, broken.numero, broken.data) == (whole.tipo, whole.numero, whole.data)
    assert broken.oggetto == whole.oggetto
    assert len(broken.dispositivo) == len(whole.dispositivo)


@pytest.mark.parametrize(
    "printed", [each for each in ACTS if each.points], ids=lambda each: each.name
)
def test_points_are_told_apart(printed: Printed) -> None:
    assert len(_act(printed.text).dispositivo) == printed.points


@pytest.mark.parametrize(
    "printed", [each for each in ACTS if each.organo], ids=lambda each: each.name
)
def test_organ_is_named(printed: Printed) -> None:
    assert _act(printed.text).organo == printed.organo


@pytest.mark.parametrize("printed", ACTS, ids=lambda each: each.name)
def test_nothing_of_an_act_is_lost(printed: Printed) -> None:
    assert document(printed.text).coverage.unread == 0


_DECIDED = "\nVISTO il TUEL;\nDETERMINA\n1. di approvare;\n2. di dare atto.\n"


@pytest.mark.parametrize(
    "head",
    [
        (
            "COMUNE DI X ALTO\nProv. di Y\n\nDETERMINAZIONE\nn. 105\ndel 12.02.2024\n\n"
            "OGGETTO: Acquisto carta"
        ),
        (
            "COMUNE DI X ALTO\nDETERMINAZIONE DEL DIRIGENTE\nSETTORE FINANZE\n"
            "Proposta n. 120/2024\nDetermina n. 105 del 12/02/2024\nOggetto: Acquisto carta"
        ),
        (
            "Comune di X Alto (TN)\nDETERMINAZIONE\ndel Responsabile del Servizio Finanziario\n"
            "n. 105 dd. 12.02.2024\nOGGETTO: Acquisto carta"
        ),
        (
            "COMUNE DI X ALTO\nDETERMINAZIONE N°105\tANNO 2024\nDATA 12/02/2024\n"
            "OGGETTO: Acquisto carta"
        ),
        (
            "COMUNE DI X ALTO\nN. 105 Registro Generale\nN. 12 Registro del Servizio\n"
            "DETERMINAZIONE DEL RESPONSABILE DEL SERVIZIO\nin data 12-02-2024\n"
            "OGGETTO: Acquisto carta"
        ),
        (
            "UNIONE MONTANA ALTA VALLE\nDETERMINAZIONE N. REG. GEN. 105 DEL 12/02/2024\n"
            "OGGETTO: Acquisto carta"
        ),
        (
            "COMUNE DI X ALTO\nPROVINCIA DI Y\nDetermina del Responsabile di Servizio\n"
            "Servizio: RAGIONERIA\nNr. Determina 105 Data Determina 12/02/2024\n"
            "OGGETTO: Acquisto carta"
        ),
        (
            "COMUNE DI X ALTO\nAtto n. 105 del 12/02/2024\nTipo: DETERMINAZIONE\n"
            "OGGETTO: Acquisto carta"
        ),
        (
            "COMUNE DI X ALTO\nDETERMINAZIONE\nRACCOLTA GENERALE N. 105 DEL 12/02/2024\n"
            "OGGETTO: Acquisto carta"
        ),
        (
            "COMUNE DI X ALTO\nDETERMINAZIONE DIRIGENZIALE NUM. 105 DEL 12/02/2024\n"
            "OGGETTO: Acquisto carta"
        ),
        (
            "COMUNE DI X ALTO\nDETERMINAZIONE\n| Numero | Data |\n| 105 | 12/02/2024 |\n"
            "OGGETTO: Acquisto carta"
        ),
        "COMUNE DI X ALTO\nDETERMINAZIONE\nNumero\tData\n105\t12/02/2024\nOGGETTO: Acquisto carta",
        (
            "COMUNE DI X ALTO\nVERBALE DI DELIBERAZIONE DELLA GIUNTA COMUNALE N. 105\n"
            "OGGETTO: Acquisto carta\nL'anno 2024 addì 12 del mese di febbraio alle ore 10"
        ),
        (
            "COMUNE DI X ALTO\nDELIBERAZIONE DELLA GIUNTA COMUNALE\nn. 105 Reg. Del.\n"
            "OGGETTO: Acquisto carta\n"
            "L'anno duemilaventiquattro il giorno dodici del mese di febbraio"
        ),
        (
            "COMUNE DI X ALTO\nDELIBERAZIONE N. 105\nin data: 12.02.2024\nprot.\n"
            "VERBALE DI DELIBERAZIONE DELLA GIUNTA COMUNALE\nOGGETTO: Acquisto carta"
        ),
        (
            "COMUNE DI X ALTO\nCodice ente 10203\nDELIBERAZIONE N. 105 del 12.02.2024\n"
            "Trasmessa al CO.RE.CO. n.\nOGGETTO: Acquisto carta"
        ),
        (
            "COMUNE DI X ALTO\nDELIBERAZIONE COPIA\nDELLA GIUNTA COMUNALE\nN. 105\n"
            "Data 12-02-2024\nOGGETTO: Acquisto carta"
        ),
    ],
)
def test_number_and_date_in_any_head(head: str) -> None:
    act = _act(head + _DECIDED)
    assert (act.numero, act.data, act.oggetto) == ("105", "2024-02-12", "Acquisto carta")
    assert len(act.dispositivo) == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a notice that cites its act",
            (
                "COMUNE DI VALFIORITA\nAVVISO PUBBLICO\nPER L'ASSEGNAZIONE DI CONTRIBUTI\n"
                "in esecuzione della\nDETERMINAZIONE N. 45 DEL 03/02/2025\nsi rende noto che "
                "i cittadini "
                "possono presentare domanda.\n"
            ),
        ),
        (
            "a regulation under the resolution that approved it",
            (
                "COMUNE DI VALFIORITA\nREGOLAMENTO COMUNALE DEI CONTRIBUTI\n"
                "Approvato con\nDELIBERAZIONE DEL CONSIGLIO COMUNALE N. 4 DEL 12/03/2020\n"
                "Art. 1 - Oggetto\nIl presente regolamento disciplina i contributi.\n"
            ),
        ),
        (
            "a report",
            (
                "PROVINCIA AUTONOMA DI TRENTO\nRELAZIONE ANNUALE 2022\n"
                "Deliberazione della Giunta provinciale n. 1273 dd. 15.07.2022\nI dati "
                "mostrano che …\n"
            ),
        ),
        (
            "a title's word in a sentence",
            (
                "COMUNE DI VALFIORITA\nGentile signora,\nla\nDeliberazione n. 15 del 2024 "
                "non riguarda "
                "il suo caso.\nOrdinanza e decreto sono atti diversi; la determinazione n. 3 "
                "lo dice.\n"
            ),
        ),
        (
            "a letter",
            (
                "COMUNE DI VALFIORITA\nProt. n. 4512 del 03/03/2025\nOggetto: richiesta di "
                "documenti\n"
                "Con riferimento alla determinazione n. 12 del 2025 si chiede quanto segue.\n"
            ),
        ),
    ],
    ids=lambda each: each if len(each) < 60 else "",
)
def test_what_only_cites_an_act_is_none(name: str, text: str) -> None:
    found = document(text)
    assert found.tipo == "altro", name
    assert found.atto is None or found.atto.numero is None


def test_a_plan_that_recites_resolutions_has_no_act_of_its_own() -> None:
    recited = "\n".join(
        f"Deliberazione del Consiglio comunale n. {number} di data 0{number}.03.20{year}"
        for number, year in zip(range(1, 10), range(13, 22), strict=True)
    )
    found = document(
        "=== PIANO FAMIGLIA DI CARZANELLO ANNO 2023 ===\n\n" + recited + "\n\n=== AZIONI ===\n\n"
        "TITOLO: Biblioteca\n\nTASSONOMIA: Servizi alle famiglie\n\nDESCRIZIONE: Letture.\n\n"
        "-----\n"
    )
    assert found.tipo == "piano_famiglia"
    assert found.atto is None


@pytest.mark.parametrize(
    ("text", "kind", "named"),
    [
        (
            (
                "COMUNE DI VALFIORITA\nPARERE DI REGOLARITÀ TECNICA\n"
                "ai sensi dell'art. 49 del D.Lgs. 267/2000\nDelibera n. 45 del 03/02/2025;\n"
                "Esito: Favorevole\nIl Responsabile\nRossi Mario\n"
            ),
            "parere",
            ("deliberazione", "45", "2025-02-03"),
        ),
        (
            (
                "COMUNE DI VALFIORITA\nVISTO DI REGOLARITÀ CONTABILE\n"
                "DETERMINAZIONE N. 12 DEL 05/03/2025\nOggetto: Acquisto di arredi\n"
                "Si attesta la copertura finanziaria.\nEsito: Favorevole\n"
            ),
            "visto",
            ("determinazione", "12", "2025-03-05"),
        ),
        (
            (
                "COMUNE DI VALFIORITA\nCERTIFICATO DI PUBBLICAZIONE\nDeterminazione n. 144 del "
                "27/02/2026;\nSi certifica che l'atto è stato pubblicato all'albo pretorio.\n"
            ),
            "pubblicazione",
            ("determinazione", "144", "2026-02-27"),
        ),
        (
            (
                "COMUNE DI VALFIORITA\nRELATA DI NOTIFICA\nIl sottoscritto messo comunale "
                "dichiara di "
                "avere notificato il presente atto.\n"
            ),
            "notifica",
            None,
        ),
    ],
)
def test_a_paper_alone_is_one_of_its_act(
    text: str, kind: str, named: tuple[str, str, str] | None
) -> None:
    found = document(text)
    assert found.tipo == "altro"
    assert found.atto is not None
    assert (found.atto.tipo, found.atto.numero) == (None, None)
    paper = found.atto.allegati[0]
    assert paper.tipo == kind
    told = paper.atto and (paper.atto.tipo, paper.atto.numero, paper.atto.data)
    assert told == named


def test_an_opinion_before_the_act_is_a_paper_of_it() -> None:
    act = _act(
        "COMUNE DI VALFIORITA\nDELIBERAZIONE DELLA GIUNTA COMUNALE\nN. 5 DEL 03/02/2025\n"
        "OGGETTO: Adesione\nPARERE DI REGOLARITÀ TECNICA\nEsito: favorevole\n"
        "LA GIUNTA COMUNALE\nVISTO lo Statuto;\nDELIBERA\n1. di aderire.\n"
    )
    assert [paper.tipo for paper in act.allegati] == ["parere"]
    assert [point.testo for point in act.dispositivo] == ["di aderire."]
