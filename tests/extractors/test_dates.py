"""Dates in figures and words, beside numbers that are none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dates import (
    PrintedDate,
    date_in_words,
    dates_in_words,
    find_dates,
    full_year,
)
from extractors.number_words import COUNTS, year_in_words

MONTHS = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
]


def only(found: list[PrintedDate]) -> PrintedDate:
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("text", "printed", "iso"),
    [
        ("del 10 luglio 2009", "10 luglio 2009", "2009-07-10"),
        ("dal 1° gennaio 2024 al", "1° gennaio 2024", "2024-01-01"),
        ("il primo gennaio 2024", "primo gennaio 2024", "2024-01-01"),
        ("in data 1O luglio 2009", "1O luglio 2009", "2009-07-10"),
        ("L.P. 2marzo 2011", "2marzo 2011", "2011-03-02"),
        ("n. 43 di data21 marzo 2017", "21 marzo 2017", "2017-03-21"),
        ("n.86 di data 15.03.2017).", "15.03.2017", "2017-03-15"),
        ("il 9.7.2019.", "9.7.2019", "2019-07-09"),
        ("23/04/2019", "23/04/2019", "2019-04-23"),
        ("n 13 del 27-01-2022", "27-01-2022", "2022-01-27"),
        ("15 . 03 . 2017", "15 . 03 . 2017", "2017-03-15"),
        ("dd. 11.3.19", "11.3.19", "2019-03-11"),
        ("al 31/12/24", "31/12/24", "2024-12-31"),
        ("n. 9, 05.12.98", "05.12.98", "1998-12-05"),
        ("S.R.L.\t15-lug-22\t", "15-lug-22", "2022-07-15"),
        ("16 Lug 2022", "16 Lug 2022", "2022-07-16"),
        ("mer 26 lug 2023", "26 lug 2023", "2023-07-26"),
        ("DI DATA 16 LUGLIO 2024", "16 LUGLIO 2024", "2024-07-16"),
        ("il 25 febbraio del 2020", "25 febbraio del 2020", "2020-02-25"),
        ("n. 22 del 13 luglio - 2004", "13 luglio - 2004", "2004-07-13"),
        ("il 3 0 marzo 2015", "3 0 marzo 2015", "2015-03-30"),
        ("legge n. 1 2 marzo 2011", "2 marzo 2011", "2011-03-02"),
        ("20 e 21 settembre 2020", "21 settembre 2020", "2020-09-21"),
        ("19-25 aprile 2021", "25 aprile 2021", "2021-04-25"),
        ("ambito 2 10\rluglio\n2009", "10\rluglio\n2009", "2009-07-10"),
        ("nel maggio 2013.", "maggio 2013", "2013-05"),
        ("n. 1487 dd febbraio 2022", "febbraio 2022", "2022-02"),
        ("Marzo\r2011", "Marzo\r2011", "2011-03"),
        ("det. n. 20 del 29 febbraio 2012", "29 febbraio 2012", "2012-02-29"),
    ],
)
def test_dates_are_found(text: str, printed: str, iso: str) -> None:
    place = only(find_dates(text))
    assert text[place.start : place.end] == printed
    assert (place.iso, place.impossible) == (iso, False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024",
        "n. 2 del 2012",
        "ore 7.30/8.00 - 12.00/14.00",
        "(16.00-18.15)",
        "Tel. 0461/ 494110 – Fax 0461/494111",
        "tel. 0464 10.11.12",
        "al punto 3.3.D",
        "al punto 3.3.12",
        "under 13-14-16",
        "under 10-11-12",
        "n. 10 giorni",
        "n. 10 giorni 2024",
        "Via IV Novembre, n. 4",
        "mercoledì 14 ottobre",
        "n. 5302 abitanti",
        "3 marzolini 2020",
        "2019-2020",
        "anni 2014/2015",
        "45.13.2019",
        "00/00/2019",
        "1.2.2019.4",
        "€ 6.976.912,00",
        "maggiore 2013",
        "Comunicato 2039",
        "10 luglio 20245",
        "192.168.10.2019",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize("text", ["29 febbraio 2023", "31/06/2024", "30.02.2020", "31-apr-21"])
def test_impossible_days_have_no_iso_form(text: str) -> None:
    assert only(find_dates(text)) == PrintedDate(0, len(text), None, impossible=True)


def test_several_dates_come_in_order() -> None:
    text = "dal 01/09/2022-30/06/2023, poi maggio 2024 e il 2 giugno 2024"
    found = [place.iso for place in find_dates(text)]
    assert found == ["2022-09-01", "2023-06-30", "2024-05", "2024-06-02"]


def test_only_the_part_asked_for_is_read() -> None:
    text = "10 luglio 2009, 11 luglio 2009, 12 luglio 2009"
    assert [place.iso for place in find_dates(text, 15, 31)] == ["2009-07-11"]


@pytest.mark.parametrize(
    ("printed", "pivot", "year"),
    [
        ("11", 2024, 2011),
        ("90", 2024, 1990),
        ("24", 2024, 2024),
        ("25", 2024, 1925),
        ("2O18", 0, 2018),
    ],
)
def test_two_digits_mean_the_last_year_up_to_the_pivot(printed: str, pivot: int, year: int) -> None:
    assert full_year(printed, pivot) == year


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        (
            "L'anno duemilaventisei, il giorno nove, del mese di aprile, alle ore 13:00",
            "2026-04-09",
        ),
        ("L'anno Duemiladiciotto, addì Diciotto, del mese di Gennaio", "2018-01-18"),
        ("L’anno duemilaquindici addì ventotto del mese di dicembre", "2015-12-28"),
        ("L'anno 2026 il giorno 9 del mese di aprile", "2026-04-09"),
        ("L’anno duemila ventisei\raddì venti otto del mese di\rdicembre", "2026-12-28"),
        ("L'ANNO DUEMILAVENTITRÉ IL GIORNO PRIMO DEL MESE DI MARZO", "2023-03-01"),
        ("L'anno duemilaventitre' addì ventitré del mese di marzo", "2023-03-23"),
        ("L'anno 2026 (duemilaventisei) il giorno 9 (nove) del mese di aprile", "2026-04-09"),
        ("L'anno duemilaventuno il giorno di lunedì ventuno giugno", "2021-06-21"),
        ("il giorno venti del mese di marzo dell'anno duemilaventuno", "2021-03-20"),
        ("Nell'anno millenovecentonovantasette addì due maggio", "1997-05-02"),
        ("Il giorno 05 Maggio 2017 ad ore 08:40", "2017-05-05"),
        ("addì 05 del mese di Maggio duemiladiciassette", "2017-05-05"),
        ("addì ventotto del mese di dicembre", None),
        ("addì 05 del mese di Maggio", None),
    ],
)
def test_dates_in_words_are_found(text: str, iso: str | None) -> None:
    place = only(dates_in_words(text))
    assert (place.iso, place.impossible) == (iso, False)
    assert date_in_words(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "",
        "L'anno ________ il giorno ____ del mese di ______",
        "L'anno scolastico, il giorno nove",
        "per l'anno duemilaventisei",
        "il giorno nove alle ore 13",
        "nel mese di aprile",
        "il giorno quaranta aprile 2020",
    ],
)
def test_other_words_are_no_dates(text: str) -> None:
    assert date_in_words(text) is None


def test_an_impossible_day_in_words_has_no_iso_form() -> None:
    place = only(dates_in_words("L'anno duemilaventitré addì trentuno del mese di aprile"))
    assert place.iso is None
    assert place.impossible


DAYS = st.dates(date(1950, 1, 1), date(2039, 12, 31))
WORDS = {number: word for word, number in COUNTS.items()}


@given(DAYS, st.sampled_from(range(9)), st.sampled_from(["", " ", "il ", "di data", "(", "\n"]))
def test_what_is_printed_is_read_back(day: date, form: int, before: str) -> None:
    month = MONTHS[day.month - 1]
    phrase = (
        f"{day.day} {month} {day.year}",
        f"{day.day}{month.title()} {day.year}",
        f"{day.day:02}\r{month.upper()} del {day.year}",
        f"{day.day}° {month} - {day.year}",
        f"{day:%d.%m.%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        f"{day.day}-{month[:3]}-{day:%y}",
    )[form]
    text = f"{before}{phrase}, e poi"
    place = only(find_dates(text))
    assert text[place.start : place.end] == phrase
    assert place.iso == day.isoformat()


@given(DAYS, st.sampled_from(["", " "]))
def test_what_is_printed_in_words_is_read_back(day: date, gap: str) -> None:
    tail = WORDS.get(day.year % 100, "")
    century = "duemila" if day.year >= 2000 else "millenovecento"
    words = f"{century}{gap if tail else ''}{tail}"
    text = f"L'anno {words} addì {WORDS[day.day]} del mese di {MONTHS[day.month - 1]}"
    assert only(dates_in_words(text)).iso == day.isoformat()


@given(st.text(alphabet="0123456789 ./-°marzolugiet'addìnL\n", max_size=80))
def test_places_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    end = 0
    for place in find_dates(text):
        assert end <= place.start < place.end <= len(text)
        end = place.end
    dates_in_words(text)


@pytest.mark.parametrize(("words", "year"), [("Duemila e uno", 2001), ("mille", None)])
def test_years_in_words(words: str, year: int | None) -> None:
    assert year_in_words(words) == year
