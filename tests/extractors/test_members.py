"""Members of a district: tables, lists, marks; most names are invented."""

import pytest

from extractors.programme.members import MembersFound, read_members
from extractors.programme.sections import find_sections

HEADS = "\t\tData adesione\tMarchio Family in Trentino\tMarchio Family Audit\n"


def _read(rows: str, heading: str = "ORGANIZZAZIONI ADERENTI") -> MembersFound:
    text = f"{heading}\n\n{rows}"
    return read_members(text, find_sections(text))


def _members(rows: str) -> list[tuple[str | None, str, str | None]]:
    return [(each.numero, each.nome, each.data_adesione) for each in _read(rows).members]


@pytest.mark.parametrize(
    ("rows", "members"),
    [
        (f"{HEADS}1\tAPT ALA\t15-lug-22\t\t\n", [("1", "APT ALA", "2022-07-15")]),
        ("1\tAPT ALA\t15-lug-22\t\t\n", [("1", "APT ALA", "2022-07-15")]),
        ("1.\tAPT ALA\t15/07/2022\n", [("1", "APT ALA", "2022-07-15")]),
        ("APT ALA\t15 luglio 2022\n", [(None, "APT ALA", "2022-07-15")]),
        ("N.\tEnte\n1\tAPT ALA\n2\tMUSE\n", [("1", "APT ALA", None), ("2", "MUSE", None)]),
        (f"{HEADS}1\tAPT ALA\t\t\t\n", [("1", "APT ALA", None)]),
        (f"{HEADS}1\tAPT ALA\t29-feb-23\t\t\n", [("1", "APT ALA", None)]),
        ("N.\tEnte\tData adesione\n1\tAPT ALA\t2022\n", [("1", "APT ALA", "2022")]),
        (
            f"{HEADS}1\tC.S.4. SOCIETA'\rCOOPERATIVA\rSOCIALE\t15-lug-22\t\t\n",
            [("1", "C.S.4. SOCIETA' COOPERATIVA SOCIALE", "2022-07-15")],
        ),
        (
            f"{HEADS}1\tSOSTE SOCIETA'\rA\rRESPONSABILIT\rA' LIMITATA\t\t\t\n",
            [("1", "SOSTE SOCIETA' A RESPONSABILITA' LIMITATA", None)],
        ),
        (
            f"{HEADS}1\tAPT\t15-lug-22\t\t\n\n\tALA\t\t\t\n2\tMUSE\t\t\t\n",
            [("1", "APT ALA", "2022-07-15"), ("2", "MUSE", None)],
        ),
        (
            f"{HEADS}1\tAPT\t1-lug-22\t\t\n\n{HEADS}2\tMUSE\t2-lug-22\t\t\n",
            [("1", "APT", "2022-07-01"), ("2", "MUSE", "2022-07-02")],
        ),
        (
            f"{HEADS}1\tAPT DI\nALA E MORI\n2\tMUSE\n",
            [("1", "APT DI ALA E MORI", None), ("2", "MUSE", None)],
        ),
        (
            f"{HEADS}1\tAPT\t1-lug-22\t\t\nENTI PRIVATI\t\t\t\t\n2\tMUSE\t\t\t\n",
            [("1", "APT", "2022-07-01"), ("2", "MUSE", None)],
        ),
        (f"{HEADS}1\tAPT\t1-lug-22\t\t\nTotale: 1\n", [("1", "APT", "2022-07-01")]),
        (f"{HEADS}1\tAPT\t1-lug-22\t\t\n\tTotale\t1\t0\t0\n", [("1", "APT", "2022-07-01")]),
        ("N.\tEnte\nCOMUNI\t\n1\tALA\n2\tMORI\n", [("1", "ALA", None), ("2", "MORI", None)]),
        ("N.\tEnte\tSede\n1\tALA\tRoma\n", [("1", "ALA", None)]),
        ("Organizzazione\nAPT\nAssociazioni\nMUSE\n", [(None, "APT", None), (None, "MUSE", None)]),
        (
            (
                "Data adesione   Marchio Family in   Marchio Family\rTrentino   Audit\n"
                "1   APT ALA   15-lug-22\nE MORI\n2   MUSE   16-lug-22   X\n"
            ),
            [("1", "APT ALA E MORI", "2022-07-15"), ("2", "MUSE", "2022-07-16")],
        ),
        ("1. APT ALA\n2. MUSE\n", [("1", "APT ALA", None), ("2", "MUSE", None)]),
        ("1. APT ALA\r2. MUSE\n", [("1", "APT ALA", None), ("2", "MUSE", None)]),
        (
            "1. APT ALA – 15/07/2022\n2. MUSE (16-dic-22)\n",
            [("1", "APT ALA", "2022-07-15"), ("2", "MUSE", "2022-12-16")],
        ),
        ("- APT ALA;\n- MUSE;\n", [(None, "APT ALA", None), (None, "MUSE", None)]),
        (
            "• APT ALA • MUSE • ASIF\n",
            [(None, "APT ALA", None), (None, "MUSE", None), (None, "ASIF", None)],
        ),
        (
            "Gli enti sono:\nAPT ALA\nSOSTE S.R.L.\n",
            [(None, "APT ALA", None), (None, "SOSTE S.R.L.", None)],
        ),
        ("APT ALA\n\nGli enti si riuniscono ogni mese in una sala.\n", [(None, "APT ALA", None)]),
        ("Gli enti si riuniscono ogni mese in una sala.\n", []),
        ("", []),
    ],
)
def test_members(rows: str, members: list[tuple[str | None, str, str | None]]) -> None:
    assert _members(rows) == members


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ("X", True),
        ("x", True),
        ("SI", True),
        ("SÌ", True),
        ("Sì", True),
        ("✓", True),
        ("✔", True),
        ("sì (dal 2012)", True),
        ("NO", False),
        ("no", False),
        ("", None),
        ("-", None),
        ("in corso", None),
        ("?", None),
    ],
)
def test_marks(cell: str, mark: bool | None) -> None:
    (member,) = _read(f"{HEADS}1\tAPT\t1-lug-22\t{cell}\t\n").members
    assert (member.family_in_trentino, member.family_audit) == (mark, None)


def test_what_a_cell_says_of_a_mark_in_other_words_is_left_unread() -> None:
    text = f"ORGANIZZAZIONI ADERENTI\n\n{HEADS}1\tAPT\t1-lug-22\tin corso\t\n"
    found = read_members(text, find_sections(text))
    assert "in corso" not in [text[part] for part in found.read]


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("ORGANIZZAZIONI ADERENTI AL 30 APRILE 2024", "2024-04-30"),
        ("ORGANIZZAZIONI ADERENTI AL DISTRETTO AL 31/12/2019", "2019-12-31"),
        ("Elenco delle organizzazioni aderenti al 31.12.2019", "2019-12-31"),
        ("ORGANIZZAZIONI ADERENTI", None),
        ("ORGANIZZAZIONI ADERENTI AL DISTRETTO 2019", None),
    ],
)
def test_day_of_the_list(heading: str, day: str | None) -> None:
    assert _read("1. APT\n", heading).al == day


def test_marks_behind_a_day_are_told_where_each_column_has_one() -> None:
    head = "Data adesione   Marchio Family in Trentino   Marchio Family Audit\n"
    found = _read(f"{head}1   ALA   15-lug-22   X   X\n2   MORI   15-lug-22   X\n")
    both, one = found.members
    assert (both.family_in_trentino, both.family_audit) == (True, True)
    assert (one.family_in_trentino, one.family_audit) == (None, None)


def test_a_mark_of_no_column_is_not_read() -> None:
    text = "ORGANIZZAZIONI ADERENTI\n\nData adesione   Marchio Family Audit   Family in Trentino\n"
    text += "1   ALA   15-lug-22   X\n"
    found = read_members(text, find_sections(text))
    assert max(part.stop for part in found.read) == text.index("   X")
