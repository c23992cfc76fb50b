"""Heads as regions, provinces, ministries, schools and bilingual bodies print them."""

from __future__ import annotations

import pytest

from extractors.act.days import placed_days, sittings
from extractors.act.header import ActHead, act_head
from extractors.act.readings import settled_act
from extractors.act.recitals import recitals
from extractors.act.signatures import named_proposer, signature
from extractors.act.titles import titles_of
from tests.pipeline.plain import document

SUBJECT = "OGGETTO: Acquisto di arredi per la biblioteca\n"


def _head(text: str) -> ActHead:
    return act_head(text, 0, len(text))


def _settled(head: str) -> tuple[str | None, str | None]:
    return settled_act(_head(f"\n{head}\n{SUBJECT}").readings)


@pytest.mark.parametrize(
    ("head", "numero", "data"),
    [
        ("DETERMINAZIONE N. A012 DEL 22/11/2023", "A012", "2023-11-22"),
        ("DELIBERAZIONE DEL DIRETTORE GENERALE\nN. 0000789 DEL 28/06/2023", "789", "2023-06-28"),
        ("DETERMINAZIONE (con firma digitale)\nN. G01234 del 06/02/2024", "G01234", "2024-02-06"),
        ("DETERMINA N.ro 73 del 04 luglio 2023", "73", "2023-07-04"),
        ("DETERMINAZIONE N. 123 PROT. N. 4567 DEL 12/03/2024", "123", "2024-03-12"),
        ("Decreto Rettorale n. 345/2024 Prot. n. 2345 del 12/03/2024", "345", "2024-03-12"),
        ("DETERMINAZIONE DEL RESPONSABILE\nNr. 45 vom / del 15.02.2024", "45", "2024-02-15"),
        ("DECRETO DEL PRESIDENTE\nNr./N. 31 vom/del 08.05.2024", "31", "2024-05-08"),
        ("DECRETO DEL PRESIDENTE\nProvincia di Montelago N. 56 del 13/03/2024", "56", "2024-03-13"),
        ("Atto del Dirigente DETERMINAZIONE\nNum. 4567 del 12/03/2024 LAGO", "4567", "2024-03-12"),
        ("Prot. n. 12345 del 08/08/2023 ORDINANZA N. 77 DEL 09/08/2023", "77", "2023-08-09"),
        ("N. 00123 del 12/03/2024 del Registro delle Determinazioni", "123", "2024-03-12"),
        ("PROVVEDIMENTO DEL DIRETTORE N. 18 DEL 30/01/2024", "18", "2024-01-30"),
        ("D.R. n. 512\rdel 03.04.2024", "512", "2024-04-03"),
        ("m_abc.DG.REGISTRO DECRETI.R.0000123.12-03-2024", "123", "2024-03-12"),
        ("ATTO N. DD 1234 Borgoreale, 12/03/2024\nDETERMINAZIONE", "1234", "2024-03-12"),
        ("Registro delibere\tN. 2024/0000187\nData\t15/04/2024", "187", "2024-04-15"),
        ("Prot. n. 2345/VI.10 Pianolago, 12/03/2024\nDETERMINA N. 27", "27", "2024-03-12"),
        ("DETERMINAZIONE N. 33 PROT. 45 SCADENZA 12/03/2024", "33", None),
        ("DETERMINAZIONE N. 33\nPubblicata all'albo, 12/03/2024", "33", None),
        ("DETERMINAZIONE N. 33\nLegge Provinciale, 12/03/2024", "33", None),
        ("DETERMINAZIONE N. 33\nBollettino, 12/03/2024 e seguenti", "33", None),
        ("in esecuzione del D.R. n. 512 del 03.04.2024 e seguenti", None, None),
    ],
)
def test_number_and_date(head: str, numero: str | None, data: str | None) -> None:
    assert _settled(head) == (numero, data)


def _sections(head: str) -> list[tuple[str, str | None, str | None]]:
    return [(r.where, r.numero, r.data) for r in _head(f"\n{head}\n{SUBJECT}").readings]


@pytest.mark.parametrize(
    ("head", "general", "section"),
    [
        (
            "N. DetSet 00106/2022 del 30/06/2022\nN. DetGen 00221/2022 del 04/07/2022",
            ("221", "2022-07-04"),
            ("106", "2022-06-30"),
        ),
        (
            "N. 12 / 2024 del registro generale\nN. 4 / 2024 del registro di settore",
            ("12", "2024"),
            ("4", "2024"),
        ),
        (
            "n. gen. 318 n. sett. 55 data 17/07/2023",
            ("318", None),
            ("55", "2023-07-17"),
        ),
        (
            (
                "Numero Registro Generale\tData Registro Generale\tNumero Registro Settore\tData\n"
                "734\t21/06/2023\t88\t19/06/2023"
            ),
            ("734", "2023-06-21"),
            ("88", "2023-06-19"),
        ),
        (
            "Registro generale n.\t97\nData registro generale\t12/02/2024\nReg. Settore n.\t41",
            ("97", "2024-02-12"),
            ("41", None),
        ),
    ],
)
def test_two_registers(
    head: str, general: tuple[str, str | None], section: tuple[str, str | None]
) -> None:
    found = _sections(f"DETERMINAZIONE DEL RESPONSABILE\n{head}")
    assert ("registro generale", *general) in found
    assert ("registro di settore", *section) in found


def test_a_year_alone_is_dated_by_the_office_s_day() -> None:
    head = "DETERMINAZIONE\nN. 12 / 2024 del registro generale\ndel 19 gennaio 2024"
    assert _settled(head) == ("12", "2024-01-19")


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("Il giorno 22/05/2024 alle ore 15:30 si è riunita la Giunta", "2024-05-22"),
        ("Oggi ventotto del mese di novembre dell'anno duemilaventitre", "2023-11-28"),
        ("chiusura dal\ngiorno 22/05/2024 al 24/05/2024", None),
    ],
)
def test_day_of_the_sitting(text: str, data: str | None) -> None:
    found = sittings(f"\n{text}\n", 0, len(text) + 2)
    assert next((reading.data for reading in found), None) == data


def test_a_day_in_the_subject_is_no_sitting_s() -> None:
    text = "\nORDINANZA N. 4\nOGGETTO: chiusura dal giorno\n16 ottobre 2023 al 20 ottobre 2023.\n"
    assert [reading.data for reading in _head(text).readings] == [None]


@pytest.mark.parametrize(
    ("line", "data"),
    [
        ("Roma, 12 marzo 2024", "2024-03-12"),
        ("San Leo (VM), lì 12/03/2024", "2024-03-12"),
        ("Dalla Residenza Municipale, 02.01.2024.", "2024-01-02"),
        ("Borgo di Sopra, addì 3 maggio 2024", "2024-05-03"),
        ("Regolamento, 12 marzo 2024", None),
        ("Roma, 12 marzo 2024 e successive modifiche", None),
        ("visto quanto detto a Roma, 12 marzo 2024", None),
    ],
)
def test_day_behind_a_place(line: str, data: str | None) -> None:
    text = f"\n{line}\n"
    assert next((each.data for each in placed_days(text, 0, len(text))), None) == data


@pytest.mark.parametrize(
    ("line", "tipo"),
    [
        ("Determinazione n. 112/2024 - Settore Lavori Pubblici", "determinazione"),
        ("Beschluss der Landesregierung Deliberazione della Giunta Provinciale", "deliberazione"),
        ("VERBALE DI DELIBERAZIONE N. 8 DEL CONSIGLIO\rArgomento: il bilancio", "deliberazione"),
        ("DELIBERAZIONE DELLA GIUNTA (art. 48 del testo unico)", "deliberazione"),
        ("Determinazione n. 112/2024 - si approva il bilancio", None),
        ("Beschluss und Deliberazione con cui si approva", None),
        ("Prot. n. 45 del 3/2/2024 Determinazione con cui si approva", None),
    ],
)
def test_title(line: str, tipo: str | None) -> None:
    text = f"\n{line}\n"
    assert next((each.tipo for each in titles_of(text, 0, len(text))), None) == tipo


@pytest.mark.parametrize(
    ("lines", "office"),
    [
        ("Ufficio Ragioneria", "Ufficio Ragioneria"),
        ("Settore Viabilità ed Edilizia scolastica", "Settore Viabilità ed Edilizia scolastica"),
        ("Settore 2 - Servizi Finanziari", "Settore 2 - Servizi Finanziari"),
        ("Servizio tecnico", "Servizio tecnico"),
        ("Struttura proponente: SETTORE SCUOLA", "SETTORE SCUOLA"),
        (
            "DIREZIONE GENERALE FAMIGLIA, DISABILITÀ E PARI\rOPPORTUNITÀ",
            "DIREZIONE GENERALE FAMIGLIA, DISABILITÀ E PARI\rOPPORTUNITÀ",
        ),
        ("DIPARTIMENTO WELFARE\rSEZIONE INCLUSIONE", "DIPARTIMENTO WELFARE"),
        ("Servizio di gestione degli impianti presso tutte le scuole", None),
        ("Servizio svolto come da contratto.", None),
        ("Area di sosta: istituzione", None),
    ],
)
def test_office(lines: str, office: str | None) -> None:
    text = f"\nDETERMINAZIONE N. 4 DEL 3/2/2024\n{lines}\n{SUBJECT}"
    found = _head(text).struttura
    assert (text[found] if found else None) == office


@pytest.mark.parametrize(
    ("below", "subject"),
    [
        (
            "“Disposizioni per la ricostruzione”\nIl Commissario",
            "Disposizioni per la ricostruzione",
        ),
        ("“Disposizioni” e altre norme in materia di sisma\nIl Commissario", None),
        ("Il Commissario straordinario\n“Disposizioni per la ricostruzione”\n", None),
    ],
)
def test_subject_in_quotation_marks_under_the_title(below: str, subject: str | None) -> None:
    text = f"\nORDINANZA N. 12 del 3 aprile 2024\n{below}\n"
    found = _head(text).oggetto
    assert (text[found] if found else None) == subject


def test_a_subject_goes_on_behind_a_broken_number_sign() -> None:
    text = "\nDECRETO N. 8\nOGGETTO: Piano di gestione. Variazione n.\n3.\nIL PRESIDENTE\n"
    found = _head(text).oggetto
    assert found is not None
    assert text[found] == "Piano di gestione. Variazione n.\n3."


@pytest.mark.parametrize(
    ("closing", "name"),
    [
        ("IL DIRIGENTE\rFirmato digitalmente\rFulvio Grandi\n", "Fulvio Grandi"),
        ("IL DIRIGENTE\nFirmato digitalmente\n\nFulvio Grandi\n", "Fulvio Grandi"),
        ("Sottoscritta dal Dirigente\rSANDRA CORTESI\r(con firma digitale)\n", "SANDRA CORTESI"),
        ("IL DIRIGENTE\rFirmato digitalmente\rai sensi del testo unico\n", None),
        ("IL DIRIGENTE\nFirmato digitalmente\nPARERE DI REGOLARITÀ\n", None),
    ],
)
def test_a_name_under_the_note_of_a_signature(closing: str, name: str | None) -> None:
    found = signature(f"\n{closing}", 0, len(closing) + 1)
    assert (f"\n{closing}"[found.nome] if found else None) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Proponente: Ass. Luisa Gori", "Ass. Luisa Gori"),
        ("Assessore proponente: Luisa Gori", "Luisa Gori"),
        ("Proponente:\tEstensore\tROSSETTI LINDA", None),
        ("Struttura proponente: Servizio Cultura", None),
        ("Proponente: Settore 4", None),
    ],
)
def test_proposer_by_its_label(line: str, name: str | None) -> None:
    text = f"\n{line}\n"
    found = named_proposer(text, 0, len(text))
    assert (text[found] if found else None) == name


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            (
                "Premesso che la convenzione è scaduta;\nvisto il Codice;\nacquisito il parere;\n"
                "con voti unanimi,\n"
            ),
            ["premessa", "visto", "visto", "premessa"],
        ),
        (
            "Premesso che la convenzione è scaduta;\rvisto il Codice;\n",
            ["premessa", "visto"],
        ),
        ("Premesso che sono state svolte le verifiche;\nviste senza esito;\n", ["premessa"] * 2),
        ("Premesso che il Comune ha già\nvisto il Codice;\n", ["premessa"]),
    ],
)
def test_grounds_in_small_letters(text: str, kinds: list[str]) -> None:
    assert [each.kind for each in recitals(f"\n{text}", 0, len(text) + 1)] == kinds


_DECREE = """\
Ministero della Coesione Rurale
IL DIRETTORE GENERALE
VISTA la legge 7 agosto 1990, n. 241;
DECRETA
1. È approvata la graduatoria.
{closing}
IL DIRETTORE GENERALE
Dott. Sergio Altavilla
"""


@pytest.mark.parametrize(
    ("closing", "data"),
    [
        ("Roma, 12 marzo 2024", "2024-03-12"),
        ("Lì 12/03/2024", "2024-03-12"),
        ("Il bando scade a Roma, 12 marzo 2024", None),
    ],
)
def test_an_act_dated_over_its_signature_alone(closing: str, data: str | None) -> None:
    found = document(_DECREE.format(closing=closing)).atto
    assert found is not None
    assert (found.ente, found.data) == ("Ministero della Coesione Rurale", data)


def test_the_day_over_the_signature_is_of_the_number_s_year() -> None:
    text = f"DECRETO N. 5/2023\n{SUBJECT}{_DECREE.format(closing='Roma, 12 marzo 2024')}"
    found = document(text).atto
    assert found is not None
    assert (found.numero, found.data) == ("5", "2023")
