"""Numbers, dates and subjects of acts, beside those of other papers."""

from __future__ import annotations

import pytest

from extractors.act.header import act_head
from extractors.act.naming import approval
from extractors.act.readings import Reading, disagreements, settled
from extractors.act.titles import titles_of

BODY = "COMUNE DI VALFIORITA\n"


def _said(text: str) -> tuple[str | None, str | None]:
    """Number and date by most readings, those of a sitting where nothing else dates it."""
    readings = act_head(text, 0, len(text)).readings
    own = [reading for reading in readings if reading.where != "seduta"]
    general = [reading for reading in own if reading.where == "registro generale"]
    days = [reading.data for reading in readings if reading.where == "seduta" and reading.data]
    chosen = general or own
    date = settled([reading.data for reading in chosen if reading.data])
    return settled([reading.numero for reading in chosen if reading.numero]), (
        date if date and len(date) > 4 else settled(days) or date
    )


@pytest.mark.parametrize(
    ("head", "numero", "data"),
    [
        ("DETERMINAZIONE DEL DIRIGENTE N. 7522 DEL 16 LUGLIO 2024", "7522", "2024-07-16"),
        ("DETERMINAZIONE DEL DIRIGENTE N. 7522 DI DATA 16 LUGLIO 2024", "7522", "2024-07-16"),
        ("Determinazione del Dirigente n. 230 di data 8 luglio 2019", "230", "2019-07-08"),
        ("DETERMINAZIONE DIRIGENZIALE 23.02.2018 n. 45", "45", "2018-02-23"),
        ("Determinazione n. 21 dd. 21.02.2015", "21", "2015-02-21"),
        ("DETERMINAZIONE PROVINCIALE NUMERO 263 D.D. 24.08.2016", "263", "2016-08-24"),
        (
            "COMUNE DI ALA   Determina n° 540\nProvincia di Trento   del 01.12.2025",
            "540",
            "2025-12-01",
        ),
        ("DETERMINAZIONE N. 1487 DD FEBBRAIO 2022", "1487", "2022-02"),
        ("DETERMINAZIONE\nn.86 di data 15.03.2017", "86", "2017-03-15"),
        ("DELIBERAZIONE DELLA GIUNTA COMUNALE\nN° 49 del 09/04/2026", "49", "2026-04-09"),
        ("DELIBERA N° 4 DEL 18/01/2018", "4", "2018-01-18"),
        (
            (
                "VERBALE DELLA DELIBERAZIONE DELLA GIUNTA MUNICIPALE\nN° 4 DEL 18.01.2018\n"
                "L'anno Duemiladiciotto, addì Diciotto, del mese di Gennaio"
            ),
            "4",
            "2018-01-18",
        ),
        (
            (
                "VERBALE DI DELIBERAZIONE N. 64\nDEL CONSIGLIO COMUNALE\n"
                "L’anno duemilaquindici addì ventotto del mese di dicembre"
            ),
            "64",
            "2015-12-28",
        ),
        (
            (
                "Reg. delib. n. 704 Prot. n.\nVERBALE DI DELIBERAZIONE DELLA GIUNTA PROVINCIALE\n"
                "Il giorno 05 Maggio 2017 ad ore 08:40"
            ),
            "704",
            "2017-05-05",
        ),
        ("DELIBERAZIONE GIUNTALE N. 191/2014 DD. 15.07.2014", "191", "2014-07-15"),
        ("DELIBERAZIONE DELLA GIUNTA COMUNALE N. 09/2022", "9", "2022"),
        ("DELIBERAZIONE CONSILIARE N. 37 / 2021", "37", "2021"),
        ("Deliberazione del Consiglio comunale n°17/2002", "17", "2002"),
        ("DELIBERAZIONE DEL COMMISSARIO N. 3/C DI DATA 7.3.2019", "3/C", "2019-03-07"),
        ("DETERMINAZIONE N .34 DEL 27.03.2017", "34", "2017-03-27"),
        ("DETERMINAZIONE n 13 del 27-01-2022", "13", "2022-01-27"),
        ("DETERMINAZIONE nr 25 di data: 29.11.2021", "25", "2021-11-29"),
        ("DETERMINAZIONE nr. 05 del 13 gennaio 2022", "5", "2022-01-13"),
        ("DELIBERAZIONE N. 8 DEL GIORNO 08 FEBBRAIO 2017", "8", "2017-02-08"),
        ("DELIBERAZIONE N. 16, IN DATA 16.11.2020", "16", "2020-11-16"),
        ("DELIBERAZIONE N. 43 DI DATA21 MARZO 2017", "43", "2017-03-21"),
        ("DELIBERAZIONE N. 22 DEL 13 LUGLIO - 2004", "22", "2004-07-13"),
        ("DELIBERAZIONE N. 2163 DEL 15OTTOBRE 2012", "2163", "2012-10-15"),
        (
            (
                "DETERMINAZIONE DEL RESPONSABILE\nN. 85 DEL 19/02/2026\nRegistro Generale N. "
                "140 DEL "
                "27/02/2026"
            ),
            "140",
            "2026-02-27",
        ),
        (
            (
                "DETERMINAZIONE DEL RESPONSABILE\nRegistro Generale N. 140 DEL 27/02/2026\n"
                "N. 85 DEL "
                "19/02/2026"
            ),
            "140",
            "2026-02-27",
        ),
        ("DETERMINAZIONE\nReg. Gen. 140 del 27/02/2026\nReg. Sett. 85", "140", "2026-02-27"),
        ("DETERMINAZIONE N. 85 DEL 19/02/2026\nN. 140 R.G. DEL 27/02/2026", "140", "2026-02-27"),
        ("DETERMINAZIONE 123 DEL 05/03/2025", "123", "2025-03-05"),
        ("DETERMINAZIONE\nNumero\t12\nData\t05/03/2025", "12", "2025-03-05"),
        ("DETERMINAZIONE N. G01234 DEL 05/03/2025", "G01234", "2025-03-05"),
        ("N. 33 del 04/05/2021\nORDINANZA SINDACALE", "33", "2021-05-04"),
        ("determinazione dirigenziale provinciale 23.02.2024 n. 45", "45", "2024-02-23"),
        ("Verbale di deliberazione n. 15 della Giunta comunale\ndel 3.2.2023", "15", "2023-02-03"),
        ("ORDINANZA CONTINGIBILE E URGENTE N.5/2020\nSEDUTA DEL 11/03/2020", "5", "2020-03-11"),
    ],
)
def test_number_and_date(head: str, numero: str, data: str) -> None:
    assert _said(f"{BODY}{head}\nOGGETTO: Impegno di spesa\n") == (numero, data)


@pytest.mark.parametrize(
    "head",
    [
        "DETERMINAZIONE n. ______ del ____________",
        "DELIBERAZIONE DELLA GIUNTA COMUNALE\nn. _________del_____________",
        "DELIBERAZIONE\nProt. n. 4512 del 05/03/2025",
        "Prot. 4512 del 05/03/2025\nDETERMINAZIONE DIRIGENZIALE",
        "DETERMINAZIONE DIRIGENZIALE\nProposta n. 45 del 03/02/2025",
        "DETERMINAZIONE DIRIGENZIALE\nPubblicata all'albo n. 45 del 03/02/2025",
        "DETERMINAZIONE DIRIGENZIALE\nRep. n. 45 del 03/02/2025",
        "DETERMINAZIONE DIRIGENZIALE\nVia IV Novembre, n. 4 - Tel. 0461/494110",
        "DETERMINAZIONE DIRIGENZIALE\nFascicolo n. 12",
        "DETERMINAZIONE DIRIGENZIALE\nin esecuzione della delibera n. 5 del 03/02/2025",
        "DETERMINAZIONE DIRIGENZIALE\nai sensi della legge n. 241 del 07/08/1990",
        "DETERMINAZIONE DIRIGENZIALE\nPag. 1 di 6",
        "DETERMINAZIONE DIRIGENZIALE\nCollana TRENTINO FAMIGLIA N. 7.65",
        "DETERMINAZIONE DIRIGENZIALE\nOrdine del giorno n. 3",
        "DETERMINAZIONE DIRIGENZIALE\n(Art. 107 del D.Lgs. n. 267/2000)",
        "DETERMINAZIONE DIRIGENZIALE\nAlbo n. 500 del 29/04/2026",
        "DETERMINAZIONE DIRIGENZIALE\nPratica n. 77 del 29/04/2026",
    ],
)
def test_other_numbers_are_not_the_act_s(head: str) -> None:
    assert _said(f"{BODY}{head}\nOGGETTO: Impegno di spesa\n") == (None, None)


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        ("OGGETTO: Acquisto di arredi.\nIL RESPONSABILE", "Acquisto di arredi."),
        ("O G G E T T O:\nAcquisto di arredi\n\nPremesso che", "Acquisto di arredi"),
        ("OGGETTO:\tAcquisto di arredi\t\nL'anno 2025", "Acquisto di arredi"),
        ("N. 4 DEL 03/02/2025\tOGGETTO: Acquisto\rdi arredi\nX", "Acquisto\rdi arredi"),
        ("Oggetto\tAcquisto di arredi\nIL SINDACO", "Acquisto di arredi"),
        ("OGGETTO\r:\tAcquisto di arredi\nIL SINDACO", "Acquisto di arredi"),
        (
            "OGGETTO\nACQUISTO DI ARREDI\nPER LA SCUOLA\nIL SINDACO",
            "ACQUISTO DI ARREDI\nPER LA SCUOLA",
        ),
        ("OGGETTO: Incarico per\nl'anno 2025\nL'anno 2025", "Incarico per\nl'anno 2025"),
        ("OGGETTO: NOMINA DEL\nRESPONSABILE UNICO\nIL SINDACO", "NOMINA DEL\nRESPONSABILE UNICO"),
        ("OGGETTO: Acquisto\rCIG: Z123456789\nX", "Acquisto"),
        ("OGGETTO: Acquisto\nCUP J24H23000140001\n", "Acquisto"),
        ("OGGETTO: Acquisto\nVISTO il bilancio", "Acquisto"),
        ("OGGETTO: Acquisto\nIMMEDIATAMENTE ESEGUIBILE\n", "Acquisto"),
        ("OGGETTO: Acquisto\nIl Responsabile del Servizio\n", "Acquisto"),
        ("OGGETTO   Acquisto di arredi\nIL SINDACO", "Acquisto di arredi"),
        ("ACQUISTO DI ARREDI\nOGGETTO:\nL'anno 2025 il giorno due", "ACQUISTO DI ARREDI"),
        ("Ogg.: Acquisto di arredi\nIL SINDACO", "Acquisto di arredi"),
    ],
)
def test_subject(head: str, subject: str) -> None:
    text = f"{BODY}DELIBERAZIONE N. 4\n{head}"
    found = act_head(text, 0, len(text)).oggetto
    assert found is not None
    assert text[found] == subject


def test_a_title_below_the_subject_is_none_of_it() -> None:
    text = f"{BODY}OGGETTO: Acquisto di arredi\nDETERMINAZIONE N. 4 DEL 03/02/2025\n"
    found = act_head(text, 0, len(text))
    assert found.oggetto is not None
    assert text[found.oggetto] == "Acquisto di arredi"
    assert [reading.numero for reading in found.readings] == ["4"]


@pytest.mark.parametrize(
    "head",
    [
        "",
        "avente ad oggetto: la concessione",
        "RATIFICA DELLA DELIBERA AVENTE AD OGGETTO\n",
        "l'oggetto del contratto è la fornitura",
        "La proposta in oggetto è accolta.",
        "Oggettivamente parlando",
    ],
)
def test_the_word_in_a_sentence_labels_no_subject(head: str) -> None:
    text = f"{BODY}DELIBERAZIONE N. 4\n{head}"
    assert act_head(text, 0, len(text)).oggetto is None


def _reading(where: str, numero: str | None, data: str | None) -> Reading:
    return Reading(where, 0, numero, data)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "fields"),
    [
        (("titolo", "7522", "2024-07-16"), ("titolo", "7523", "2024-07-16"), ["numero"]),
        (("titolo", "4", "2018-01-18"), ("titolo", "4", "2018-01-19"), ["data"]),
        (("titolo", "4", "2018-01-18"), ("seduta", None, "2018-01-19"), ["data"]),
        (("titolo", "4", "2018-01-18"), ("annesso", "5", "2018-02-18"), ["numero", "data"]),
        (("registro generale", "4", None), ("registro generale", "5", None), ["numero"]),
        (("titolo", "85", "2026-02-19"), ("registro generale", "140", "2026-02-27"), []),
        (("registro di settore", "6", None), ("registro generale", "259", None), []),
        (("titolo", "4", "2018-01-18"), ("seduta", None, "2018-01-18"), []),
        (("titolo", "4", "2018"), ("titolo", "4", "2018-01-18"), []),
        (("titolo", "3/C", None), ("titolo", "3/c", None), []),
        (("titolo", None, None), ("titolo", "4", "2018-01-18"), []),
        (("seduta", None, "2018-01-18"), ("seduta", None, "2018-01-19"), []),
    ],
)
def test_disagreements(
    one: tuple[str, str | None, str | None],
    other: tuple[str, str | None, str | None],
    fields: list[str],
) -> None:
    found = disagreements([_reading(*one), _reading(*other)])
    assert [each.field for each in found] == fields


def test_a_sitting_agrees_with_either_register() -> None:
    readings = [
        _reading("titolo", "72", "2026-02-17"),
        _reading("registro generale", "144", "2026-02-27"),
    ]
    for day in ("2026-02-17", "2026-02-27"):
        assert disagreements([*readings, _reading("seduta", None, day)]) == []
    assert len(disagreements([*readings, _reading("seduta", None, "2026-02-20")])) == 1


@pytest.mark.parametrize(
    ("text", "numero"),
    [
        ("Approvato con delibera della Giunta Comunale n. 13 del 20 gennaio 2022", "13"),
        ("Il presente Piano è stato approvato con deliberazione n. 13 del 20.01.2022", "13"),
        ("Approvato con delibera della Giunta Comunale n. ______ del ________", None),
        ("Lo statuto è stato approvato con delibera n. 13 del 20.01.2022", None),
        ("Approvato con delibera della Giunta comunale nell’ aprile 2022", None),
    ],
)
def test_approval_of_a_plan(text: str, numero: str | None) -> None:
    found = approval(text, 0, len(text))
    assert (found.reading.numero if found else None) == numero


def _titles(text: str) -> list[tuple[str, str | None]]:
    return [(text[each.place], each.organo) for each in titles_of(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "title", "organ"),
    [
        (
            "Verbale di deliberazione n. 15 della Giunta comunale\nOggetto: Adesione\n",
            "Verbale di deliberazione n. 15 della Giunta comunale",
            "GIUNTA COMUNALE",
        ),
        (
            "Valfiorita\n\ndeterminazione dirigenziale 23.02.2024 n. 45\n\nOGGETTO: Spesa\n",
            "determinazione dirigenziale 23.02.2024 n. 45",
            "Dirigente",
        ),
        (
            "Settore\rORDINANZA DIRIGENZIALE N. 101/2022 del 1 aprile 2022\rOGGETTO: Sosta.\n",
            "ORDINANZA DIRIGENZIALE N. 101/2022 del 1 aprile 2022",
            "Dirigente",
        ),
        (
            "COMUNE DI VALFIORITA\rDETERMINAZIONE N. 33 DEL 3 APRILE 2022\rOGGETTO: Sosta.\n",
            "DETERMINAZIONE N. 33 DEL 3 APRILE 2022",
            None,
        ),
        (
            "DECRETO DEL SINDACO N. 3 DEL 4/5/2021\rNomina del responsabile.\n",
            "DECRETO DEL SINDACO N. 3 DEL 4/5/2021",
            "SINDACO",
        ),
        (
            "VERBALE DI DELIBERAZIONE DELLA\rGIUNTA COMUNALE N. 5\n",
            "VERBALE DI DELIBERAZIONE DELLA\rGIUNTA COMUNALE N. 5",
            "GIUNTA COMUNALE",
        ),
    ],
)
def test_title(text: str, title: str, organ: str | None) -> None:
    assert _titles(text) == [(title, organ)]


@pytest.mark.parametrize(
    "text",
    [
        "Deliberazione n. 15 della Giunta comunale con cui si approva il bilancio\n",
        "si richiama la citata\ndeterminazione dirigenziale 23.02.2024 n. 45\nper la spesa\n",
        "\n\ndeterminazione dirigenziale 23.02.2024 n. 45 e relativi allegati\n",
        "Deliberazione della Giunta n. 5 del 3/4/2022\rcon cui si approva il bilancio.\n",
    ],
)
def test_what_is_no_title(text: str) -> None:
    assert _titles(text) == []


@pytest.mark.parametrize(
    ("head", "office"),
    [
        (
            "Dipartimento salute\nAgenzia per la coesione sociale\n",
            "Agenzia per la coesione sociale",
        ),
        ("DIPARTIMENTO SALUTE\nAGENZIA PER LA COESIONE\n", "AGENZIA PER LA COESIONE"),
        ("Settore Politiche sociali\nUfficio Famiglia\n", "Settore Politiche sociali"),
        ("Dipartimento salute\nUfficio Famiglia\n", "Dipartimento salute"),
    ],
)
def test_office_of_an_act(head: str, office: str) -> None:
    text = f"{BODY}{head}DETERMINAZIONE N. 4 DEL 03/02/2025\nOGGETTO: Spesa\n"
    found = act_head(text, 0, len(text)).struttura
    assert found is not None
    assert text[found] == office
