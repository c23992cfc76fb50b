"""Reading the files of a taxonomy: `EDITION.csv`, `editions.toml`, `crosswalk.csv`.

Checked as they are read, for a folder may come from a user: every complaint names the file and the
line, says what is wrong and what to do.
"""

from __future__ import annotations

import csv
import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast, get_args

from schemas.taxonomy import Concept, Edition, Level, Relation, TaxonomyError

COLUMNS = ("level", "code", "label", "variants", "broader", "valid_from", "valid_to", "source")
CROSSWALK_COLUMNS = ("edition", "code", "relation", "to_edition", "to_code")
_CROSSWALK = "crosswalk.csv"
_EDITIONS = "editions.toml"
_ABOVE: Mapping[str, Sequence[str]] = {
    "macro_ambito": (),
    "campo": ("macro_ambito",),
    "voce": ("campo", "macro_ambito"),
}
_KEYS = {"title", "used_by", "years", "shape", "with_label"}
_KINDS = ("piano_famiglia", "programma_di_lavoro", "atto", "altro")


def read_editions(folder: str, known: Mapping[str, Edition]) -> dict[str, Edition]:
    """The editions of a folder, put beside or in the place of those known.

    Raises:
        TaxonomyError: the folder is not there, holds no edition, or a file is not as it should be.
    """
    try:
        files = sorted(name for name in os.listdir(folder) if name.endswith(".csv"))
    except OSError as error:
        message = f"{folder}: no folder that can be read ({error.strerror}). Check the path."
        raise TaxonomyError(message) from error
    told = _told(os.path.join(folder, _EDITIONS))
    found = dict(known)
    for file in files:
        if file != _CROSSWALK:
            name = file.removesuffix(".csv")
            concepts = _concepts(os.path.join(folder, file))
            found[name] = _edition(folder, name, concepts, told.get(name, {}), known.get(name))
    for name in told:
        if f"{name}.csv" not in files:
            raise TaxonomyError(f"{folder}: {_EDITIONS} tells of {name}; add {name}.csv.")
    if not files:
        raise TaxonomyError(f"{folder}: no edition in it. Put one there, e.g. 4.csv.")
    return found


def read_crosswalk(
    folder: str, editions: Mapping[str, Edition]
) -> list[tuple[str, str, Relation, str, str]]:
    """The rows of a folder's crosswalk; none where it has no such file.

    Raises:
        TaxonomyError: a row names an edition, a code or a relation that there is not.
    """
    path = os.path.join(folder, _CROSSWALK)
    if not os.path.exists(path):
        return []
    rows = []
    for where, row in _rows(path, CROSSWALK_COLUMNS):
        for name, code in (row[:2], row[3:]):
            if name not in editions:
                raise TaxonomyError(f"{where}: there is no edition {name!r}. Add {name}.csv.")
            if code not in editions[name].by_code:
                raise TaxonomyError(f"{where}: {name}.csv has no code {code!r}. Correct the code.")
        _one_of(where, "relation", row[2], get_args(Relation))
        rows.append((row[0], row[1], cast("Relation", row[2]), row[3], row[4]))
    return rows


def _told(path: str) -> Mapping[str, Mapping[str, Any]]:
    """What `editions.toml` says of each edition; nothing where there is no such file."""
    if not os.path.exists(path):
        return {}
    try:
        with open(path, "rb") as file:
            tables = tomllib.load(file)
    except (OSError, ValueError) as error:
        raise TaxonomyError(f"{path}: no TOML that can be read ({error}). Correct it.") from error
    for name, table in tables.items():
        if not isinstance(table, dict) or not table.keys() <= _KEYS:
            keys = ", ".join(sorted(_KEYS))
            raise TaxonomyError(f"{path}: [{name}] may hold these and nothing else: {keys}.")
    return tables


def _edition(
    folder: str,
    name: str,
    concepts: tuple[Concept, ...],
    told: Mapping[str, Any],
    known: Edition | None,
) -> Edition:
    """An edition; what its folder does not tell of it is as before, or read off its rows."""
    where = f"{os.path.join(folder, _EDITIONS)}: [{name}]"
    used_by = told.get("used_by", known.used_by if known else None)
    if used_by is not None:
        _one_of(where, "used_by", used_by, _KINDS)
    shape = told.get("shape", known.shape if known else _shape_of(concepts))
    try:
        re.compile(shape)
    except (re.error, TypeError) as error:
        message = f"{where}: `shape` is no regular expression ({error}). Correct it."
        raise TaxonomyError(message) from error
    return Edition(
        name=name,
        title=str(told.get("title", known.title if known else f"Edizione {name}")),
        used_by=used_by,
        years=_years(where, told["years"]) if "years" in told else _years_of(concepts),
        shape=shape,
        with_label=bool(told.get("with_label", known.with_label if known else False)),
        concepts=concepts,
    )


def _years(where: str, years: object) -> tuple[int, int | None]:
    if isinstance(years, list) and len(years) in (1, 2) and all(type(y) is int for y in years):
        return years[0], years[1] if len(years) > 1 else None
    raise TaxonomyError(f"{where}: `years` is [first, last], or [first] while it is in use.")


def _years_of(concepts: Sequence[Concept]) -> tuple[int, int | None] | None:
    """From the first year of any row to the last; open where a row's is."""
    first = [each.valid_from for each in concepts if each.valid_from is not None]
    last = [each.valid_to for each in concepts if each.valid_to is not None]
    if not first:
        return None
    return min(first), max(last) if len(last) == len(concepts) else None


def _shape_of(concepts: Sequence[Concept]) -> str:
    r"""What all codes of entries look like: `A0301` and `G0303` are `[A-G]\d{4}`."""
    codes = [each.code for each in concepts if each.level == "voce" and each.code]
    letters = sorted({code[0] for code in codes if "A" <= code[0] <= "Z"})
    start = f"[{letters[0]}-{letters[-1]}]" if letters else ""
    forms = {_form(code, start) for code in codes}
    return "|".join(sorted(forms, key=lambda form: (-len(form), form)))


def _form(code: str, start: str) -> str:
    lead, rest = (start, code[1:]) if "A" <= code[0] <= "Z" else ("", code)
    runs = re.findall(r"\d+|\D", rest)
    return lead + "".join(rf"\d{{{len(x)}}}" if x.isdigit() else re.escape(x) for x in runs)


def _concepts(path: str) -> tuple[Concept, ...]:
    found: list[Concept] = []
    levels: dict[str, str] = {}
    for where, row in _rows(path, COLUMNS):
        level, code, label, variants, broader, first, last, source = row
        _one_of(where, "level", level, get_args(Level))
        if code in levels:
            raise TaxonomyError(f"{where}: the code {code!r} stands twice. Leave one row.")
        if not (code or label):
            raise TaxonomyError(f"{where}: neither code nor label. Give one of them.")
        if code:
            levels[code] = level
        concept = Concept(
            level=cast("Level", level),
            code=code,
            label=label,
            variants=tuple(filter(None, variants.split("|"))),
            broader=broader,
            valid_from=_year(where, "valid_from", first),
            valid_to=_year(where, "valid_to", last),
            source=source,
        )
        if broader and levels.get(broader) not in _ABOVE[level]:
            wanted = " or ".join(_ABOVE[level]) or "nothing"
            message = f"{where}: above a {level} stands {wanted}, in a row before; not {broader!r}."
            raise TaxonomyError(f"{message} Correct `broader`.")
        found.append(concept)
    return tuple(found)


def _year(where: str, column: str, text: str) -> int | None:
    if not text:
        return None
    if re.fullmatch(r"[12][0-9]{3}", text):
        return int(text)
    raise TaxonomyError(f"{where}: {column} is {text!r}. Write a year, e.g. 2024, or nothing.")


def _one_of(where: str, what: str, value: object, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise TaxonomyError(f"{where}: {what} is {value!r}. Write one of {', '.join(allowed)}.")


def _rows(path: str, columns: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The rows below the head, cells trimmed, each with where it stands."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            head = next(reader, [])
            if head != list(columns):
                wanted = ",".join(columns)
                raise TaxonomyError(f"{path}:1: the head is {','.join(head)!r}. Write {wanted}.")
            for row in reader:
                where = f"{path}:{reader.line_num}"
                if row and len(row) != len(columns):
                    message = f"{where}: {len(row)} cells, not {len(columns)}."
                    raise TaxonomyError(f"{message} Quote cells that hold a comma.")
                if row:
                    yield where, [cell.strip() for cell in row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"{path}: no CSV in UTF-8 that can be read ({error}). Save it again."
        raise TaxonomyError(message) from error
