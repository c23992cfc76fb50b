"""First and last days, beside texts that name none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.measures.deadlines import Deadline, deadline


def _ends(text: str) -> tuple[str | None, str | None]:
    found = deadline(text)
    return found.dal, found.entro


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Entro 31 dicembre 2024", "2024-12-31"),
        ("Entro il 31.12.2024", "2024-12-31"),
        ("entro il\n31 dicembre 2024.", "2024-12-31"),
        ("entro maggio 2024", "2024-05"),
        ("ENTRO IL MESE DI MAGGIO 2024", "2024-05"),
        ("entro la fine del mese di maggio 2024", "2024-05"),
        ("entro la prima settimana di maggio 2024", "2024-05"),
        ("entro fine 2024", "2024"),
        ("entro l'anno 2024", "2024"),
        ("entro l'estate 2024", "2024"),
        ("entro la primavera 2025", "2025"),
        ("entro l'a.s. 2023/24", "2024"),
        ("entro il biennio 2022-2023", "2023"),
        ("entro il primo semestre 2024", "2024-06"),
        ("fino al 30 giugno 2024", "2024-06-30"),
        ("entro e non oltre il 30 giugno 2024", "2024-06-30"),
        ("al 31 dicembre 2024", "2024-12-31"),
        ("Scadenza: 30 giugno 2024", "2024-06-30"),
        ("entro dic. 2024", "2024-12"),
        ("entro giugno e dicembre 2024", "2024-12"),
        ("entro giugno 2024, report a maggio 2025", "2024-06"),
    ],
)
def test_last_day_alone(text: str, last: str) -> None:
    assert _ends(text) == (None, last)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("dal 2021", "2021"),
        ("dal 1° gennaio 2024", "2024-01-01"),
        ("a partire da settembre 2024", "2024-09"),
        ("da gennaio 2024 in poi", "2024-01"),
        ("avvio a settembre 2024", "2024-09"),
        ("Inizio: marzo 2024", "2024-03"),
        ("2021 - in corso", "2021"),
        ("dal 2021 ad oggi", "2021"),
        ("dall'autunno 2024", "2024"),
    ],
)
def test_first_day_alone(text: str, first: str) -> None:
    assert _ends(text) == (first, None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("dal 1 marzo al 30 giugno 2024", "2024-03-01", "2024-06-30"),
        ("dal 01/03 al 30/06/2024", "2024-03-01", "2024-06-30"),
        ("15/05 e 16/05/2024", "2024-05-15", "2024-05-16"),
        ("luglio/agosto 2024", "2024-07", "2024-08"),
        ("dalle 8.10 alle 12.10 del 3 maggio 2024", "2024-05-03", "2024-05-03"),
        ("ore 8.10, 3 maggio 2024", "2024-05-03", "2024-05-03"),
        ("dal 15/05/2024 al 20/06/2024", "2024-05-15", "2024-06-20"),
        ("dal 15 dicembre 2023 al 10 gennaio 2024", "2023-12-15", "2024-01-10"),
        ("da marzo a maggio 2024", "2024-03", "2024-05"),
        ("dal mese di marzo al mese di giugno 2024", "2024-03", "2024-06"),
        ("tra marzo e maggio 2024", "2024-03", "2024-05"),
        ("gennaio-dicembre 2024", "2024-01", "2024-12"),
        ("gen.-dic. 2024", "2024-01", "2024-12"),
        ("Settembre 2024 – Giugno 2025", "2024-09", "2025-06"),
        ("09/2024 - 12/2024", "2024-09", "2024-12"),
        ("aprile, maggio e giugno 2024", "2024-04", "2024-06"),
        ("1 e 2 giugno 2024", "2024-06-01", "2024-06-02"),
        ("19-25 aprile 2021", "2021-04-19", "2021-04-25"),
        ("sabato 14 e domenica 15 settembre 2024", "2024-09-14", "2024-09-15"),
        ("dal 10 al 20 maggio e dal 3 al 5 giugno 2024", "2024-05-10", "2024-06-05"),
        ("Avvio: settembre 2024. Conclusione: giugno 2025", "2024-09", "2025-06"),
        ("dal 2021 al 2023", "2021", "2023"),
        ("2023-2024", "2023", "2024"),
        ("biennio 2022 - 2023", "2022", "2023"),
        ("triennio 2020/2022", "2020", "2022"),
        ("2024 e 2025", "2024", "2025"),
        ("a.s. 2023/24", "2023", "2024"),
        ("anno scolastico 2023-2024", "2023", "2024"),
        ("maggio 2024", "2024-05", "2024-05"),
        ("15 maggio 2024", "2024-05-15", "2024-05-15"),
        ("anno 2024", "2024", "2024"),
        ("nel corso del 2024", "2024", "2024"),
        ("estate 2024", "2024", "2024"),
        ("3 incontri a maggio 2024", "2024-05", "2024-05"),
        ("primo semestre 2024", "2024-01", "2024-06"),
        ("II semestre 2024", "2024-07", "2024-12"),
        ("1° trimestre 2024", "2024-01", "2024-03"),
        ("ultimo trimestre del 2024", "2024-10", "2024-12"),
        ("secondo quadrimestre 2024", "2024", "2024"),
    ],
)
def test_first_and_last_day(text: str, first: str, last: str) -> None:
    assert _ends(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("da ottobre a maggio 2024", "2024-05"),
        ("ottobre - maggio 2024", "2024-05"),
        ("dal 28 al 3 maggio 2024", "2024-05-03"),
        ("dal 01/12 al 10/01/2024", "2024-01-10"),
        ("dal 1 settembre al 30 giugno 2024", "2024-06-30"),
    ],
)
def test_no_year_is_invented_for_a_first_day(text: str, last: str) -> None:
    assert _ends(text) == (None, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "annuale",
        "tutto l'anno",
        "in corso",
        "TBD",
        "da definire",
        "entro maggio",
        "entro il 31 dicembre",
        "entro 12 mesi",
        "dal lunedì al venerdì",
        "dalle 8.00 alle 12.00",
        "dal 2 al 5",
        "gennaio-dicembre",
        "2 incontri al mese",
        "ore 20.30",
        "L.P. 1/2011",
        "determinazione n. 7522/2024",
        "in linea con l'Agenda 2030",
        "€ 2024",
        "2.024 ore",
        "tel. 2024",
        "via 2 giugno 15",
        "under 13-14-16",
    ],
)
def test_no_year_gives_no_day(text: str) -> None:
    assert deadline(text) == Deadline()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("entro il 29 febbraio 2023", Deadline(None, None, ("29 febbraio 2023",))),
        ("31/11/2024", Deadline(None, None, ("31/11/2024",))),
        (
            "dal 30 febbraio al 31 marzo 2023",
            Deadline(None, "2023-03-31", ("30 febbraio",)),
        ),
        (
            "dal 1 aprile 2023 al 31 giugno 2023",
            Deadline("2023-04-01", None, ("31 giugno 2023",)),
        ),
        ("entro il 29 febbraio 2024", Deadline(None, "2024-02-29")),
    ],
)
def test_an_impossible_day_is_told(text: str, found: Deadline) -> None:
    assert deadline(text) == found


PIECES = (
    "dal |al |entro |2024|2023/24|-|, | e |maggio |31 |31 febbraio |1|° |a.s. |primo semestre |l'"
    "|\n|fine |: |12/2024|/|. |in poi|da "
)
pieces = st.sampled_from(PIECES.split("|"))


@given(st.one_of(st.lists(pieces, max_size=20).map("".join), st.text(max_size=200)))
def test_any_text_is_read_and_no_year_is_invented(text: str) -> None:
    found = deadline(text)
    for iso in (found.dal, found.entro):
        assert iso is None or len(iso) in (4, 7, 10)
        assert iso is None or iso[2:4] in text
    for printed in found.impossible:
        assert printed in text


def test_a_long_text_takes_linear_time() -> None:
    assert deadline("dal 1 al 2 maggio 2024 " * 10_000).dal == "2024-05-01"
    assert deadline("maggio e " * 20_000 + "2024").entro is not None
    assert deadline("1, " * 50_000).dal is None
    assert deadline(" " * 200_000 + "2024").dal == "2024"
