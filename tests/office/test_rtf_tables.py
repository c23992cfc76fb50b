"""Tables in tables, as Word writes them in RTF: read as those of a web page are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import read

Cell = list["str | Rows"]
Rows = list[list[Cell]]


def rtf(rows: Rows) -> bytes:
    """A table as Word writes it: what is said of an inner row's cells comes behind them."""
    return (r"{\rtf1\ansi Prima\par " + _rtf_rows(rows, 1) + r"\pard Dopo\par}").encode("cp1252")


def _rtf_rows(rows: Rows, depth: int) -> str:
    out = ""
    for row in rows:
        said = r"\trowd" + "".join(rf"\cellx{1000 * n}" for n in range(1, len(row) + 1))
        out += said if depth == 1 else ""
        for cell in row:
            out += _rtf_cell(cell, depth)
        out += said + r"\row " if depth == 1 else rf"{{\*\nesttableprops{said}\nestrow}}"
        out += r"{\nonesttables\par}" if depth > 1 else ""
    return out


def _rtf_cell(cell: Cell, depth: int) -> str:
    place = rf"\pard\intbl\itap{depth} " if depth > 1 else r"\pard\intbl "
    out = ""
    for number, block in enumerate(cell):
        if isinstance(block, list):
            out += _rtf_rows(block, depth + 1)
        else:
            is_last = number == len(cell) - 1
            out += place + block + ("" if is_last else r"\par ")
    out += place if isinstance(cell[-1], list) else ""
    return out + (r"\cell " if depth == 1 else r"\nestcell ")


def html(rows: Rows) -> bytes:
    """The same as a web page."""
    return f"<html><p>Prima</p>{_html_rows(rows)}<p>Dopo</p>".encode()


def _html_rows(rows: Rows) -> str:
    made = ("".join(f"<td>{_html_cell(cell)}" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{each}" for each in made) + "</table>"


def _html_cell(cell: Cell) -> str:
    return "".join(_html_rows(x) if isinstance(x, list) else f"<p>{x}</p>" for x in cell)


INNER: Rows = [[["dentro a", "ancora a"], ["dentro b"]], [["dentro c"], ["dentro d"]]]
DEEP: Rows = [[["x"], ["prima", [[["fondo"], ["in fondo"]]], "dopo"]]]
CASES: dict[str, Rows] = {
    "between paragraphs": [[["uno"], ["testa", INNER, "coda"], ["tre"]], [["a"], ["b"], ["c"]]],
    "alone in a cell": [[["uno"], [INNER]]],
    "a form in a frame": [[[[[["TITOLO"], ["Nidi"]], [["OBIETTIVO"], ["posti"]]]]]],
    "two of them": [[["uno"], [INNER, "in mezzo", INNER], ["tre"]]],
    "three deep": [[["uno"], ["testa", DEEP, "coda"]]],
    "in two cells of a row": [[[INNER], [INNER]], [["a"], ["b"]]],
}


@pytest.mark.parametrize("rows", CASES.values(), ids=CASES)
def test_tables_in_tables_are_read_as_in_a_web_page(rows: Rows) -> None:
    (mine,) = read(rtf(rows), ".rtf").pages
    (theirs,) = read(html(rows), ".html").pages
    assert re.sub("\n+", "\n", mine.text) == re.sub("\n+", "\n", theirs.text)


def test_a_cell_that_one_above_covers_is_told_beside_a_table_in_a_table() -> None:
    said = r"\trowd\cellx1\cellx2\clvmrg\cellx3"
    cells = (
        r"\pard\intbl a\cell\pard\intbl\itap2 b\nestcell{\*\nesttableprops\trowd\cellx1\nestrow}"
    )
    body = said + cells + r"\pard\intbl\cell\pard\intbl\cell" + said + r"\row\pard x\par"
    (page,) = read(rf"{{\rtf1 {body}}}".encode(), ".rtf").pages
    assert page.text.strip("\n") == "a\tb\t\f\n\nx"


CONTROLS = st.sampled_from(
    [
        *(r"\par ", r"\line ", r"\page ", r"\sect ", r"\pard ", r"\intbl ", r"\cell ", r"\row "),
        *(r"\nestcell ", r"{\*\nesttableprops\nestrow}", r"{\nonesttables\par}", r"\itap0 "),
        *(r"\itap2 ", r"\itap3 ", r"\itap99 ", r"\trowd ", r"\cellx9 ", r"\clvmrg "),
    ]
)


@given(st.lists(CONTROLS, max_size=40))
def test_no_word_is_lost_and_their_order_is_kept(controls: list[str]) -> None:
    words = [f"p{number}q" for number in range(len(controls) + 1)]
    parts = zip(words, [*controls, ""], strict=True)
    body = "".join(f" {word}{control}" for word, control in parts)
    pages = read(rf"{{\rtf1 TITOLO{body}}}".encode(), ".rtf").pages
    told = re.findall(r"p\d+q", "\n".join(page.text for page in pages))
    assert told == words


PICTURE = rb"{\pict{\*\picprop{\sp{\sn a}{\sv b}}}\pngblip 89504e47}"
BESIDE = {
    "a printer's bin": rb"\binfsxn7\binsxn7 ",
    "a path": rb"in C:\\bin\\x ",
    "a path that looks like bytes": rb"in C:\\bin9 TITOLO ",
    "bytes": rb"{\pict\bin4 }}}}}",
}


@pytest.mark.parametrize("beside", BESIDE.values(), ids=BESIDE)
def test_text_behind_a_picture_is_read_whatever_else_is_there(beside: bytes) -> None:
    data = rb"{\rtf1 prima\par " + beside + PICTURE + rb"dopo\par in fondo\par}"
    (page,) = read(data, ".rtf").pages
    words = " ".join(page.text.split())
    assert words.startswith("prima")
    assert words.endswith("dopo in fondo")
    if b"C:" in beside:
        assert beside.replace(b"\\\\", b"\\").decode().strip() in words
