"""The reviewed file: what is wrong in it is told with its line and the remedy."""

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.normalise.reviewed import COLUMNS, read_rows, reviewed

HEAD = ",".join(COLUMNS)
GOOD = "merge,,cs4,cooperativa cs4,0.95,one cooperative,a.txt,"


def _path(folder: Path, text: str) -> str:
    path = folder / "o.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["merged,,a,b,,why,,"], ":2: the decision is 'merged'. Write one of merge, split"),
        (["merge,,a,b,,why,"], ":2: 7 cells, not 8. Quote cells that hold a comma."),
        ([GOOD, "merge,,a,b,2,why,,"], ":3: the score is '2'. Write 0 to 1"),
        ([GOOD, "merge,,a,b,0,9,why,,"], ":3: 9 cells, not 8"),
        (["merge,,a,b,x,why,,"], ":2: the score is 'x'"),
        (["merge,,a,b,nan,why,,"], ":2: the score is 'nan'"),
        (["merge,,cs4,cooperativa cs4,0.95,,,"], ":2: no reason. Say why"),
        (
            ["split,,cs4,cooperativa cs4,,why,,"],
            ":2: a split without name and body. Write the name as printed, or",
        ),
        (
            ["merge,,cs4,cooperativa cs4,,why,,comune ala"],
            ":2: a merge holds in all acts, this one has a body. Write split, or",
        ),
        (
            ["split,,cs4,cs4 ala,,why,,Comune di Bondone"],
            ":2: body 'comune di bondone' is the key of no name. Write 'comune bondone'.",
        ),
        (
            [f"split,,cs4,cs4 {own},,why,,comune bondone" for own in ("ala", "bondone")],
            ":3: `cs4` is decided in ",
        ),
        (["merge,,,cs4,,why,,"], ":2: no key. Write the key as `extract` gives it."),
        (["merge,,cs4,,,why,,"], ":2: no to_key."),
        (["merge,,cs4,cs4,,why,,"], ":2: key and to_key are one."),
        (
            ["merge,,Soste srl,cs4,,why,,"],
            ":2: key 'soste srl' is the key of no name. Write 'soste'.",
        ),
        (
            ["merge,,cs4,Associazione Amici della Musica,,why,,"],
            "Write 'associazione amici musica'.",
        ),
        ([GOOD, "merge,,cs4,soste,,why,,"], ":3: `cs4` is decided in "),
        (
            ["split,A srl,a,a srl,,why,,", "split,A S.r.l.,a,a due,,why,,"],
            ":3: `A S.r.l.` is decided in ",
        ),
        ([GOOD, "merge,,cooperativa cs4,cs4,,why,,"], ":2: 'cs4' leads back to itself through "),
        (['merge,,"cs4,b,,why,,'], "no CSV in UTF-8 that can be read"),
    ],
)
def test_mistake_is_told_with_its_line_and_the_remedy(
    tmp_path: Path, rows: list[str], told: str
) -> None:
    path = _path(tmp_path, "\n".join([HEAD, *rows, ""]))
    with pytest.raises(UsageError) as error:
        reviewed(path)
    assert told in str(error.value)
    assert str(error.value).startswith(path)


@pytest.mark.parametrize("head", ["", "nome,chiave", HEAD + ",note"])
def test_other_columns_are_refused(tmp_path: Path, head: str) -> None:
    with pytest.raises(UsageError, match=r":1: the head is .* Write decision,name,key"):
        reviewed(_path(tmp_path, head + "\n"))


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Check the path"):
        reviewed(str(tmp_path / "none.csv"))
    (tmp_path / "o.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="Save it again"):
        reviewed(str(tmp_path / "o.csv"))


def test_questions_are_not_checked_and_not_applied(tmp_path: Path) -> None:
    path = _path(tmp_path, f"{HEAD}\n\nmerge?,,Soste srl,,,,,\nsplit?,,,,,,,\n{GOOD}\n")
    assert [row.line for row in read_rows(path)] == [f"{path}:{n}" for n in (3, 4, 5)]
    decisions = reviewed(path)
    assert decisions.correction("Soste srl", "soste") is None
    found = decisions.correction("CS4", "cs4")
    assert found
    assert (found.key, found.score, found.reason) == (
        "cooperativa cs4",
        0.95,
        "merge: one cooperative",
    )


def test_file_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = _path(tmp_path, "\ufeff" + f"{HEAD}\n{GOOD}\n".replace("\n", "\r\n"))
    assert reviewed(path).correction("CS4", "cs4")
