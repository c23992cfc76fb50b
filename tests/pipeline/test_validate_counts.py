"""What an act counts and numbers: CNT002, NUM001, NUM002."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.validate import Case
from schemas.records import Area, Dichiarati, OrganizzazioneAderente
from tests.pipeline.cases import case, intervento, messages, paths
from tests.pipeline.plain import document, rules

KINDS = ("progettualita", "azione")


@pytest.mark.parametrize(
    ("announced", "listed", "message"),
    [
        (6, 5, "the act announces 6 member organisations; its table lists 5"),
        (5, 6, "the act announces 5 member organisations; its table lists 6"),
        (6, 6, None),
        (6, 0, None),
        (None, 6, None),
    ],
)
def test_cnt002_compares_members_announced_and_listed(
    announced: int | None, listed: int, message: str | None
) -> None:
    given = case(
        dichiarati=Dichiarati(organizzazioni=announced),
        organizzazioni=tuple(OrganizzazioneAderente(nome=f"M{n}") for n in range(listed)),
    )
    assert messages("CNT002", given) == ([message] if message else [])


def numbered(*numbers: str | None, tipo: str = "progettualita", areas: str = "") -> Case:
    """Interventi with these numbers, each in the area of the same place in `areas`."""
    each = [
        intervento(
            n, tipo, numero=number, area=Area(numero=areas[n - 1], titolo="A") if areas else None
        )
        for n, number in enumerate(numbers, 1)
    ]
    return case(interventi=tuple(each))


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        (("1", "2", "4"), ["n. 3 is missing before n. 4"]),
        (("1", "2", "3", "6", "7"), ["n. 4 to 5 are missing before n. 6"]),
        (("2", "3"), ["n. 1 is missing before n. 2"]),
        (("1", "3", "5", "6"), ["n. 2 is missing before n. 3", "n. 4 is missing before n. 5"]),
        (("1.1", "1.2", "1.4"), ["n. 1.3 is missing before n. 1.4"]),
        (("2.1", "2.2", "2.9", "2.10"), []),
        (("1", "2", "3"), []),
        (("1", "3", "2"), []),
        (("1", "2", "3 bis", "3"), []),
        (("1", "2", None, "3"), []),
        (("1.1", "1.2", "3.1"), []),
        (("10", "20", "30"), []),
        (("4",), []),
        (("1", "2", "1", "2"), []),
        ((None, None, ""), []),
        (("A1", "A3"), []),
        (("1", "9999", "2"), ["n. 3 to 9998 are missing before n. 9999"]),
        (
            ("1", "2", "55", "4"),
            ["n. 3 is missing before n. 4", "n. 5 to 54 are missing before n. 55"],
        ),
        (("1", "2", "100", "200"), []),
        (("2019", "2020", "2021"), []),
    ],
)
def test_num001_tells_the_numbers_that_are_skipped(
    numbers: tuple[str | None, ...], missing: list[str]
) -> None:
    assert messages("NUM001", numbered(*numbers)) == missing


def test_num001_points_to_what_stands_behind_the_gap() -> None:
    assert paths("NUM001", numbered("1", "2", "4")) == ["$.interventi[2].numero"]


@pytest.mark.parametrize(
    ("numbers", "places"),
    [
        (("1", "2", "2", "3"), [2]),
        (("1", "2", "3", "2"), [3]),
        (("1", "2", "2", "2"), [2, 3]),
        (("1.1", "1.1"), []),
        (("1.1", "1.2", "1.2"), [2]),
        (("1.1", "2.1"), []),
        (("3", "3 bis"), []),
        ((None, None), []),
        (("1", "2", "1", "2"), []),
        (("1", "1", "2"), []),
    ],
)
def test_num002_tells_a_number_that_stands_twice(
    numbers: tuple[str | None, ...], places: list[int]
) -> None:
    expected = [f"$.interventi[{n}].numero" for n in places]
    assert paths("NUM002", numbered(*numbers, tipo="azione")) == expected


def test_num002_knows_that_progettualita_are_counted_through() -> None:
    given = numbered("1", "1", "2")
    assert messages("NUM002", given) == ["n. 1 is the number of intervento 1 already"]
    assert not messages("NUM002", numbered("1", "2", "1", "2"))


@pytest.mark.parametrize("tipo", KINDS)
def test_numbers_of_another_area_are_another_count(tipo: str) -> None:
    given = numbered("1", "2", "2", "1", "3", tipo=tipo, areas="11222")
    assert messages("NUM002", given) == []
    assert messages("NUM001", given) == []
    assert paths("NUM002", numbered("1", "2", "2", tipo=tipo, areas="111")) == [
        "$.interventi[2].numero"
    ]


@given(st.lists(st.text("0123456789.ab ", max_size=12) | st.none(), max_size=12))
def test_any_numbers_give_no_more_issues_than_interventi(numbers: list[str | None]) -> None:
    for rule in ("NUM001", "NUM002"):
        assert len(messages(rule, numbered(*numbers))) <= len(numbers)


def test_gap_and_double_are_told_from_a_text() -> None:
    row = "PROGETTUALITÀ n.{} RETE\t\nTitolo.\tT\nTempi.\t2024\n\n"
    text = "".join(row.format(number) for number in (1, 2, 2, 5))
    told = [rule for rule in rules(document(text)) if rule.startswith("NUM")]
    assert told == ["NUM002", "NUM001"]
    assert not {"NUM001", "NUM002"} & set(
        rules(document("".join(row.format(number) for number in (1, 2, 3))))
    )
