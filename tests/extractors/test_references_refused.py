"""Words and numbers that cite nothing, and citations whose body the words leave open."""

import pytest

from extractors.references import Issuer, find_references

AVELLA = Issuer("comune", "Avella", "Avellino", "Campania")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "art. 183 del citato decreto",
        "art. 5",
        "ai sensi della legge provinciale",
        "si legge nel n. 5 della rivista",
        "legge 3 libri l'anno",
        "delibera di approvare n. 3 progetti",
        "determina n. 2 borse di studio",
        "delibera n. _________del_____________",
        "Reg. delib. n. 704 Prot. n.",
        "la costituzione di un comitato di 5 membri",
        "Regolamento comunale di contabilità, 10 luglio 2009",
        "Tel. 0461/ 494110 – Fax 0461/494111",
        "Codice fiscale 00123456789",
        "Via L. da Vinci, 5",
        "tu e l'altro n. 5 del 2020",
        "decisioni n. 3",
        "Comunicato 2039, n. 10 giorni",
        "DETERMINAZIONE DEL DIRIGENTE N. 7522 DEL 16 LUGLIO 2024\nPROGRAMMA",
        "VERBALE DI DELIBERAZIONE N. 64 DEL 28.12.2015\nDEL CONSIGLIO COMUNALE",
        "l'art. 17 del suddetto Regolamento del 2019",
        "C.C. presso la banca, C.P. 38100",
    ],
)
def test_other_words_cite_nothing(text: str) -> None:
    assert find_references(text, AVELLA, 2024) == []


@pytest.mark.parametrize(
    "text",
    [
        "L.P. 1/2011",
        "legge provinciale 2 marzo 2011, n. 1",
        "deliberazione della Giunta provinciale n. 5 del 3.4.2020",
        "deliberazione della Giunta comunale n. 5 del 3.4.2020",
        "deliberazione n. 5 del 3.4.2020",
        "L.R. 5/2020",
        "D.M. 11 ottobre 2017",
        "determinazione n. 5 del 3.4.2020",
        "determina del Ragioniere Generale dello Stato n. 176775 del 27 giugno 2024",
        "Legge provinciale n. 1",
    ],
)
def test_what_the_words_leave_open_has_no_urn(text: str) -> None:
    (found,) = find_references(f"con {text} e poi", None, 2024)
    assert found.urn is None
    assert found.numero or found.data


def test_a_number_of_another_body_is_not_the_issuing_ones() -> None:
    text = "le linee guida ANAC, aggiornate con delibera del Consiglio n. 206 del 1 Marzo 2018"
    (found,) = find_references(text, AVELLA, 2026)
    assert found.urn is None or "avella" not in found.urn


def test_articles_that_lead_on_belong_to_the_next_act() -> None:
    text = "L. 241/1990, art. 6 del D.Lgs. 50/2016; L. 190/2012 e art. 6 del medesimo decreto"
    found = find_references(text, None, 2024)
    assert [one.articoli for one in found] == [(), ("art6",), ()]


def test_annexes_without_a_number_are_no_part() -> None:
    (found,) = find_references("gli allegati di cui al D.lgs. n. 118-2011", None, 2024)
    assert found.articoli == ()
