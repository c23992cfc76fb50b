"""Rules of completion, beside shares that are part of a condition or of something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.measures.percentages import rules

Row = tuple[float, bool, str | None, str | None]


def _rows(text: str) -> list[Row]:
    return [(r.percentuale, r.per_ogni, r.condizione, r.evidenze) for r in rules(text)]


def _each(share: float, condition: str | None, proof: str | None = None) -> Row:
    return share, True, condition, proof


def _once(share: float, condition: str | None, proof: str | None = None) -> Row:
    return share, False, condition, proof


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "20% per ogni incontro. Evidenze: elenco con data",
            [_each(20, "incontro", "elenco con data")],
        ),
        (
            (
                "50% per la partecipazione ad ogni incontro con il Distretto 100% per relazione"
                " 50% per ogni mail/post"
            ),
            [
                _each(50, "partecipazione ad ogni incontro con il Distretto"),
                _once(100, "relazione"),
                _each(50, "mail/post"),
            ],
        ),
        (
            "100% redazione di un report 100% costruzione di una mappa",
            [_once(100, "redazione di un report"), _once(100, "costruzione di una mappa")],
        ),
        (
            "10% per ogni incontro Evidenze: elenco degli incontri con data",
            [_each(10, "incontro", "elenco degli incontri con data")],
        ),
        (
            "100% presentazione.\nEvidenze: indicatori e percentuali di realizzazione.",
            [_once(100, "presentazione", "indicatori e percentuali di realizzazione")],
        ),
        (
            "50% per ogni incontro\n100% per la relazione\nEvidenze: verbali",
            [_each(50, "incontro", "verbali"), _once(100, "relazione", "verbali")],
        ),
        (
            "50% per ogni post. Evidenze: link. 100% per la relazione. Evidenze: relazione",
            [_each(50, "post", "link"), _once(100, "relazione", "relazione")],
        ),
        ("15 % per ciascun evento", [_each(15, "evento")]),
        (
            "12,5% per la relazione; 50 per cento per ogni post",
            [_once(12.5, "relazione"), _each(50, "post")],
        ),
        ("20% a incontro", [_each(20, "incontro")]),
        ("20% ad evento", [_each(20, "evento")]),
        ("10% ogni 2 incontri", [_each(10, "2 incontri")]),
        ("10% per singolo incontro", [_each(10, "incontro")]),
        ("50% / incontro", [_each(50, "incontro")]),
        ("10% cad.", [_each(10, None)]),
        (
            "50% per la realizzazione di ogni incontro",
            [_each(50, "realizzazione di ogni incontro")],
        ),
        ("50% PER OGNI INCONTRO", [_each(50, "INCONTRO")]),
        ("50% per l'adesione", [_once(50, "adesione")]),
        ("100%", [_once(100, None)]),
        ("• 50% per ogni post • 100% relazione", [_each(50, "post"), _once(100, "relazione")]),
        ("- 50% per ogni post;\n- 100% relazione.", [_each(50, "post"), _once(100, "relazione")]),
        ("50% per relazione e 50% per ogni post", [_once(50, "relazione"), _each(50, "post")]),
        ("50% per relazione, 50% mail", [_once(50, "relazione"), _once(50, "mail")]),
        (
            "Incontri di rete (50% per ogni incontro), relazione finale (100%)",
            [_each(50, "incontro"), _once(100, "relazione finale")],
        ),
        ("Relazione finale: 50%\nMappa: 50%", [_once(50, "Relazione finale"), _once(50, "Mappa")]),
        (
            "1 incontro = 50%; 2 incontri = 100%",
            [_once(50, "1 incontro"), _once(100, "2 incontri")],
        ),
        ("1 incontro: 50% 2 incontri: 100%", [_once(50, "1 incontro"), _once(100, "2 incontri")]),
        (
            "Stesura report 50% - Costruzione mappa 50%",
            [_once(50, "Stesura report"), _once(50, "Costruzione mappa")],
        ),
        ("50% per il report + 50% per i post", [_once(50, "report"), _once(50, "post")]),
        (
            "Il 50% per ogni incontro e il restante 50% per la relazione",
            [_each(50, "incontro"), _once(50, "relazione")],
        ),
        ("1. 50% per ogni post 2. 100% relazione", [_each(50, "post"), _once(100, "relazione")]),
        ("20% per ciascuno degli incontri", [_each(20, "ciascuno degli incontri")]),
        ("ogni incontro vale il 20%", [_each(20, "incontro")]),
        (
            "60% se si fa 1 incontro, 100% se se ne fanno 2",
            [_once(60, "se si fa 1 incontro"), _once(100, "se se ne fanno 2")],
        ),
        ("incontri 20% ciascuno", [_each(20, "incontri")]),
        (
            "20% per ogni incontro\ncon il Distretto\nFamiglia",
            [_each(20, "incontro con il Distretto Famiglia")],
        ),
        ("100% per gli incontri, i post, ecc.", [_once(100, "incontri, i post, ecc.")]),
    ],
)
def test_rules_are_read(text: str, rows: list[Row]) -> None:
    assert _rows(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "",
        'Indicatori individuati e descritti nella progettualità specifica: "Volontariato"',
        "cento incontri",
        "sconto del 10%",
        "sconto 10% agli aderenti",
        "un aumento del 20% degli iscritti",
        "aumento 20% degli iscritti",
        "realizzato al 100%",
        "fino al 50% per ogni incontro",
        "risultato non inferiore all'80%",
        "almeno 80% delle presenze",
        "dal 50% al 100%",
        "10-20% per gruppo",
        "tra il 20% e il 50% dei dipendenti",
        "tra 20% e 50%",
        "raggiungimento 80% presenze",
        "copre l’80% dei costi",
        "A100% cotone",
        "1.250,50% x",
    ],
)
def test_other_shares_are_no_rules(text: str) -> None:
    assert rules(text) == ()


@pytest.mark.parametrize(
    "condition",
    [
        "realizzazione con un aumento del 20% degli iscritti",
        "un questionario con gradimento non inferiore all'80%",
        "incontri con almeno 80% degli aderenti",
        "iscritti oltre il 50% dei posti",
        "relazione su un gradimento pari al 70% dei presenti",
        "convenzioni con uno sconto 10%",
        "rimborso del 50 per cento delle spese",
    ],
)
def test_a_share_in_a_condition_begins_no_rule(condition: str) -> None:
    assert _rows(f"100% {condition}") == [_once(100, condition)]


@pytest.mark.parametrize(
    "condition",
    [
        "verbale su ogni incontro",
        "a conclusione del percorso",
        "a realizzazione avvenuta",
        "relazione che descrive ogni incontro",
        "tutti gli incontri",
        "report con i dati di ciascun aderente",
        "se il report è redatto",
    ],
)
def test_once_in_all_is_not_for_each(condition: str) -> None:
    assert _rows(f"100% {condition}") == [_once(100, condition)]


PIECES = (
    "50%|100 %| per ogni |per la |a |incontro| del |\n|. |; |(|)|Evidenze: |: | = |cad.|, | e "
    "|12,5%|relazione |• |l'|/"
)
pieces = st.sampled_from(PIECES.split("|"))


@given(st.one_of(st.lists(pieces, max_size=30).map("".join), st.text(max_size=200)))
def test_any_text_is_read_and_conditions_are_its_words(text: str) -> None:
    whole = " ".join(text.split())
    for rule in rules(text):
        assert (rule.condizione or "") in whole
        assert (rule.evidenze or "") in whole
        assert rule.condizione != ""


def test_a_long_text_takes_linear_time() -> None:
    assert len(rules("50% per ogni mail " * 20_000)) == 20_000
    assert len(rules("1% a" + ", b 2%" * 20_000)) == 1
    assert len(rules("2%: " * 20_000 + "Evidenze: " * 20_000)) == 20_000
    assert rules("(" * 100_000 + "%") == ()
    assert len(rules("1% " + "per " * 200_000)) == 1
