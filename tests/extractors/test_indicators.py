"""Items of indicators: where each begins, and what it counts."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.measures.indicators import items
from extractors.measures.percentages import rules


def _texts(text: str) -> list[str]:
    return [item.testo for item in items(text)]


@pytest.mark.parametrize(
    "text",
    [
        # The bar is where the next item begins: as a line, and as a blank.
        (
            "Partecipazione a n. 2 incontri del Distretto Famiglia|Realizzazione di una"
            " relazione su interventi/progetti in collaborazione|Comunicazione legata a interventi"
        ),
        (
            "Realizzazione co-progettazione|Realizzazione dell'esposizione in Alta Valsugana"
            "|Realizzazione di n. 2 post Facebook"
        ),
        "Ampliamento dei produttori del GAS|Ampliamento dell'offerta",
        "Costruzione di una mappa dei servizi sul territorio|Strumenti informativi sui servizi",
        "Attivazione di convenzioni con Soste srl|Realizzazione di 2 post",
        "Stesura di un verbale|Elenco dei partecipanti|Verbale dell'incontro",
        "Numero partecipanti|Numero post pubblicati",
        "n. incontri realizzati|n. partecipanti|n. post pubblicati",
        "n. 2 incontri|n. 3 post su Facebook",
        "Organizzazione di 1 evento|Pubblicazione di 2 post|Coinvolgimento di 3 organizzazioni",
        "Incontri: 3|Post: 5",
        "2 incontri|3 post",
        "almeno 2 incontri|almeno 3 post",
        "due serate|tre laboratori",
        "REALIZZAZIONE DI 2 EVENTI|COMUNICAZIONE SUI SOCIAL",
        "Realizzazione dell'evento entro il 2024|Monitoraggio degli iscritti",
        "Incontri (almeno 2)|Stesura di un report",
        'Evento "Giornata della famiglia"|Mappatura dei servizi',
    ],
)
@pytest.mark.parametrize("between", ["\n", " ", "; ", ";\n", "\n• ", "\n- ", " • "])
def test_items_are_the_same_however_they_are_parted(text: str, between: str) -> None:
    assert _texts(text.replace("|", between)) == text.split("|")


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("", []),
        (" - ", []),
        ("- 2 eventi;\n- invio di 3 mail.", ["2 eventi", "invio di 3 mail"]),
        ("1) 2 eventi 2) 3 mail", ["2 eventi", "3 mail"]),
        ("1. Eventi\n2. Mail", ["Eventi", "Mail"]),
        ("1. Eventi 2. Mail", ["Eventi", "Mail"]),
        ("- Eventi - Mail", ["Eventi", "Mail"]),
        ("Eventi nel 2024. Mail", ["Eventi nel 2024", "Mail"]),
        ("a) eventi; b) mail", ["eventi", "mail"]),
        ("Numero di eventi, numero di famiglie", ["Numero di eventi", "numero di famiglie"]),
        ("2 incontri, 3 post e 1 evento", ["2 incontri", "3 post", "1 evento"]),
        ("n. 2 incontri. Invio di mail.", ["n. 2 incontri", "Invio di mail"]),
        ("Realizzazione di 2\nincontri", ["Realizzazione di 2 incontri"]),
        ("Incontri del\nDistretto Famiglia", ["Incontri del Distretto Famiglia"]),
        ("Incontri, post, ecc.", ["Incontri, post, ecc."]),
        ("Verbali.\nelenchi", ["Verbali", "elenchi"]),
        (
            "n. 2 incontri almeno 30 partecipanti nuove 2 convenzioni non meno di 5 post",
            [
                "n. 2 incontri",
                "almeno 30 partecipanti",
                "nuove 2 convenzioni",
                "non meno di 5 post",
            ],
        ),
        ("almeno 2 incontri 3 post", ["almeno 2 incontri", "3 post"]),
        ("10 serate almeno 5 nuove famiglie", ["10 serate", "almeno 5 nuove famiglie"]),
        ("n. 2 incontri con almeno 30 persone", ["n. 2 incontri con almeno 30 persone"]),
        ("3 incontri per almeno 2 ore", ["3 incontri per almeno 2 ore"]),
        ("almeno 2 incontri 1 per semestre", ["almeno 2 incontri 1 per semestre"]),
        ("almeno 2 incontri 2 volte l'anno", ["almeno 2 incontri 2 volte l'anno"]),
        ("10 persone minimo 5 massimo 20", ["10 persone minimo 5 massimo 20"]),
        ("3 incontri (almeno 2 serali)", ["3 incontri (almeno 2 serali)"]),
        (
            "Partecipazione dei manager agli incontri di rete con il Distretto\nFamiglia",
            ["Partecipazione dei manager agli incontri di rete con il Distretto Famiglia"],
        ),
    ],
)
def test_items_are_cut(text: str, texts: list[str]) -> None:
    assert _texts(text) == texts


@pytest.mark.parametrize(
    "text",
    [
        "Partecipazione del Manager territoriale agli incontri",
        "Incontri del Distretto Famiglia territoriale",
        "Produttori del Distretto dell'Economia Solidale",
        "Serate nel Comune di Pergine Valsugana",
        "Coinvolgimento di Organizzazione di Volontariato Alfa",
        "Coinvolgimento delle scuole, Organizzazione di Volontariato Alfa",
        "Incontri promossi da altre Organizzazioni aderenti",
        "Rete di Associazioni e Fondazioni del territorio",
        "Accordo tra enti Fondazione Alfa",
        "Accordo con la locale Associazione di promozione",
        "Incontri con il servizio Istruzione del Comune",
        "Incontri con l'ufficio Comunicazione della Provincia",
        "Visita al museo Fondazione di Trento",
        "Adesione al progetto Formazione di comunità",
        "Iscritti al corso Animazione di strada",
        "Incontri di Progettazione di rete",
        "Tavolo (Comunicazione e Realizzazione di eventi)",
        'Evento "Insieme Realizzazione di sogni" in piazza',
        "Comunicazione: Realizzazione di 2 post",
        "Realizzazione N. 2 incontri",
        "Realizzazione almeno 2 incontri",
        "2 incontri con 3 relatori e 1 moderatore",
        "2 incontri, almeno 10 partecipanti",
        "almeno 2 incontri con almeno 10 partecipanti",
        "n. 2 incontri di 2 ore",
        "Incontri con S.p.A. Alfa e dott. Bianchi",
        "Comunicazione alla Federazione Trentina",
        "Eventi - Mail della Valle",
        "Spese per l'annuale Festa degli alberi",
        "3 serate come da delibera del C.C. n. 16 del 08.06.2017",
        "2 incontri di cui alla L.P. 16 giugno 2006 n. 3 e ss.mm",
        'Indicatori descritti nella progettualità specifica: AMBIENTE - WELFARE "Volontariato"',
    ],
)
def test_one_item_is_left_whole(text: str) -> None:
    assert _texts(text) == [text]


@pytest.mark.parametrize(
    ("text", "comparator", "quantity", "thing"),
    [
        ("Partecipazione a n. 2 incontri del Distretto", None, 2, "incontri del Distretto"),
        ("Attivazione di nuove 2 convenzioni con negozi", None, 2, "convenzioni con negozi"),
        ("almeno 3 incontri", ">=", 3, "incontri"),
        ("minimo 2", ">=", 2, None),
        ("2", None, 2, None),
        ("n. 3 (tre) incontri", None, 3, "incontri"),
        ("Realizzazione di 3 incontri e coinvolgimento di 20 famiglie", None, 3, "incontri"),
        ("n. 1 evento realizzato\nEvidenze: locandina", None, 1, "evento realizzato"),
        ("7 con 2 incontri", None, 2, "incontri"),
        ("massimo 30 partecipanti", "<=", 30, "partecipanti"),
        ("oltre 100 iscritti, di cui 20 nuovi", ">", 100, "iscritti"),
        ("due incontri", None, 2, "incontri"),
        ("3 incontri (minimo)", ">=", 3, "incontri"),
        ("30 partecipanti al massimo", "<=", 30, "partecipanti"),
        ("Numero incontri: 3", None, 3, "incontri"),
        ("N. di incontri realizzati = 3", "=", 3, "incontri realizzati"),
        ("incontri realizzati: almeno 3", ">=", 3, "incontri realizzati"),
        ("Incontri realizzati n. 3 nel 2024", None, 3, "Incontri realizzati"),
        ("almeno l'80% dei presenti", ">=", 80, "% dei presenti"),
        ("Realizzazione di 2 incontri e 1 evento", None, 2, "incontri"),
        ("Realizzazione di 2 incontri del\nDistretto", None, 2, "incontri del Distretto"),
        ("Incontri: almeno 3 per anno", ">=", 3, "Incontri"),
        ("famiglie con 2+ figli", ">=", 2, "figli"),
        ("50 questionari con gradimento al 70%", None, 50, "questionari con gradimento al 70%"),
        ("Realizzazione di almeno un evento", ">=", 1, "evento"),
        ("Realizzazione di un evento", None, None, None),
        ("Esposizione nei due Comuni nel 2024", None, None, None),
        ("Doposcuola per la fascia 6-11 anni", None, None, None),
    ],
)
def test_first_count_is_the_quantity(
    text: str, comparator: str | None, quantity: float | None, thing: str | None
) -> None:
    (item,) = items(text)
    assert (item.comparatore, item.quantita) == (comparator, quantity)
    assert item.oggetto == thing


def test_a_range_has_both_ends() -> None:
    (item,) = items("Realizzazione di 2-3 eventi")
    assert (item.comparatore, item.quantita, item.quantita_massima) == (None, 2, 3)
    assert item.oggetto == "eventi"


PIECES = (
    "Realizzazione |di |n. |2 |almeno |incontri |; |\n|• |- |(|)|\"|. |, |e |N. |un'|% |Distretto "
    "|1) |numero |entro |2-3 |:|due |più di |2024 |“|”|ecc. |Comunicazione "
)
pieces = st.sampled_from(PIECES.split("|"))


@given(st.one_of(st.lists(pieces, max_size=30).map("".join), st.text(max_size=200)))
def test_any_text_is_read_and_its_items_stand_in_order(text: str) -> None:
    whole, at = " ".join(text.split()), 0
    for item in items(text):
        assert item.testo
        assert item.testo in whole[at:]
        at = whole.index(item.testo, at) + len(item.testo)
        assert item.oggetto is None or item.oggetto in item.testo
        assert item.oggetto is None or item.quantita is not None
    rules(text)


@given(st.lists(pieces, max_size=30).map("".join))
def test_every_letter_and_figure_is_in_an_item(text: str) -> None:
    def letters(value: str) -> str:
        return "".join(c for c in value.lower() if c.isalpha() and c not in "ed")

    assert "".join(map(letters, _texts(text))) == letters(text)


@pytest.mark.parametrize(
    "text", ["n. 2 incontri ", "un minimo di ", "( ", '"a ', "Realizzazione ", "1.", "- ", "  "]
)
def test_a_long_text_takes_linear_time(text: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        items(text * times)
        return time.process_time() - start

    seconds(10)
    assert seconds(40_000) < 20 * max(seconds(4_000), 0.02)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Tra 5 e 10 partecipanti", 5, 10),
        ("3/4 serate", 3, 4),
        ("fino a 3/4 serate", 3, 4),
        ("3/4 dei partecipanti", None, None),
        ("almeno 3/4 dell'organico", None, None),
    ],
)
def test_ranges_have_two_ends_and_fractions_none(
    text: str, low: float | None, high: float | None
) -> None:
    (item,) = items(text)
    assert (item.quantita, item.quantita_massima) == (low, high)
