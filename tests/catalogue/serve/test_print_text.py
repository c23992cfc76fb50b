"""A text file with the fields of an intervento marked in it."""

import pytest

from pipeline.catalogue.serve.print_text import marked
from pipeline.catalogue.serve.record import Place
from pipeline.catalogue.serve.sources import NoPicture

TEXT = "Azione 1. Nido è\r\naperto\fTempi: 2024\n"


def place(raw: str, page: int = 1, text: str = TEXT, field: str = "titolo") -> Place:
    start = text.split("\f")[page - 1].index(raw)
    return Place(field, 1, page, None, start, start + len(raw), raw)


def shown(*places: Place, data: bytes | None = None) -> list[list[tuple[str, bool]]]:
    """The stretches of each page, and whether each is in a field."""
    pages = marked(TEXT.encode() if data is None else data, places)
    return [[(each.text, each.place is not None) for each in page] for page in pages]


def test_fields_are_marked_on_their_page() -> None:
    assert shown(place("Nido è\r\naperto"), place("2024", 2)) == [
        [("Azione 1. ", False), ("Nido è\r\naperto", True), ("", False)],
        [("Tempi: ", False), ("2024", True), ("\n", False)],
    ]


def test_a_mark_at_the_start_of_the_file_is_no_character() -> None:
    assert shown(place("Nido"), data=b"\xef\xbb\xbf" + TEXT.encode())[0][1] == ("Nido", True)


def test_only_what_is_around_is_shown() -> None:
    text = f"{'a' * 5000}Nido{'b' * 5000}"
    (page,) = marked(text.encode(), [place("Nido", text=text)])
    assert [len(each.text) for each in page] == [240, 4, 240]


def test_a_field_within_another_is_not_marked_twice() -> None:
    assert shown(place("1. Nido è"), place("Nido")) == [
        [("Azione ", False), ("1. Nido è", True), ("\r\naperto", False)]
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        Place("titolo", 1, 1, None, 0, 4, "Nido"),
        Place("titolo", 1, 3, None, 0, 4, "Nido"),
        Place("titolo", 1, 0, None, 0, 4, "Nido"),
    ],
)
def test_what_does_not_stand_there_is_not_shown(wrong: Place) -> None:
    with pytest.raises(NoPicture, match="al loro posto"):
        shown(place("Nido"), wrong)


def test_nor_what_is_not_utf_8() -> None:
    with pytest.raises(NoPicture, match="UTF-8"):
        shown(place("Nido"), data=TEXT.encode("cp1252"))
