"""The members of a district: `ORGANIZZAZIONI ADERENTI AL 30 APRILE 2024`.

    ⇥⇥Data adesione⇥Marchio Family in Trentino⇥Marchio Family Audit
    1⇥C.S.4. SOCIETA' COOPERATIVA SOCIALE O.N.L.U.S.⇥15-lug-22⇥⇥

Read from a table with or without heads, over pages, and from lists (`1. …`, `- …`, `• … • …`). A
mark's cell is often a picture: empty, it is unknown, never `no`. A merged row that names a group of
members, a sum under the table and prose are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from extractors.dates import find_dates
from extractors.folding import folded
from extractors.printed import printed
from extractors.programme.lexicon import (
    all_named_by_words,
    lexicon,
    named_by_words,
    named_exactly,
    word_set,
)
from extractors.programme.rows import Row, joined, rows
from extractors.programme.sections import Section
from schemas.flow import WRAP

_NUMBER = re.compile(r"\(?\d{1,3}\s*[.)°]?")
_LEADING = re.compile(r"(?P<numero>\d{1,3})\s*(?:[.)–-]\s*|\s)(?=\S*[^\W\d_])")
_BULLET = re.compile(r"(?:[-–•·*▪●○§¦]|o(?=\s))\s*")
_BULLETS = re.compile(r"[•▪●]\s*")
_YEAR = r"(?:19|20)\d\d"
_MARKS = ("family_in_trentino", "family_audit")
_ACCENT_ALONE = re.compile(rf"(?<=[^\W\d_]){WRAP}(?=[AIOUaiou]['’](?:[\s\v]|\Z))")
"""`RESPONSABILIT⏎A'`: a narrow cell cut off a last vowel with its accent, which is no word."""

_MAX_NAME_WORDS = 18
_MAX_NAME_CHARACTERS = 160


class Member(Struct, frozen=True, gc=False):
    """A member as its row gives it; `data_adesione` is ISO, marks are None where not told."""

    numero: str | None
    nome: str
    data_adesione: str | None = None
    family_in_trentino: bool | None = None
    family_audit: bool | None = None


class MembersFound(Struct, frozen=True, gc=False):
    """The members in order, the day the list is of, and the stretches they were read from."""

    members: tuple[Member, ...]
    al: str | None
    read: tuple[slice, ...]


@dataclass
class _Draft:
    numero: str | None = None
    nome: list[slice] = field(default_factory=list)
    data: str | None = None
    marks: dict[str, bool | None] = field(default_factory=dict)
    stop: int = 0
    """Where the item of a list ends, without a mark that no column is told for."""


def read_members(text: str, sections: Sequence[Section]) -> MembersFound:
    """The members under the headings ORGANIZZAZIONI ADERENTI of a programme."""
    members: list[Member] = []
    read: list[slice] = []
    al = None
    for section in sections:
        if section.kind != "aderenti":
            continue
        found = list(rows(text, section.body, _begins_item))
        is_table = any(not row.is_line and len(row.cells) > 1 for row in found)
        taken: list[slice] = []
        drafts = _of_table(text, found, taken) if is_table else _of_list(text, found, taken)
        members += [_member(text, draft) for draft in drafts]
        days = find_dates(text[section.heading])
        al = al or next((day.iso for day in days if day.iso), None)
        read += [section.heading, *taken] if drafts or days else []
    return MembersFound(tuple(members), al, tuple(read))


def _of_table(text: str, found: Sequence[Row], read: list[slice]) -> list[_Draft]:
    """A draft for each row of a table; a row that begins empty goes on from the one before."""
    columns: Mapping[int, str] = {}
    drafts: list[_Draft] = []
    table = [row for row in found if not row.is_line]
    numbers = sum(bool(_NUMBER.fullmatch(text[row.cells[0]])) for row in table)
    is_numbered = bool(numbers) and 2 * numbers >= len(table) - 1
    for row in found:
        filled = [cell for cell in row.cells if cell.start < cell.stop]
        if row.is_line:
            if drafts and row.is_near and _is_rest_of_name(text, drafts[-1], filled[0]):
                drafts[-1].nome.append(filled[0])
                read += filled
            continue
        if heads := _heads(text, row):
            columns, is_read = heads, filled
        else:
            is_read = _read_row(text, row, columns, drafts, is_numbered)
        read += is_read
    return drafts


def _is_rest_of_name(text: str, draft: _Draft, line: slice) -> bool:
    """Whether a line under a row is the end of its name: nothing stood behind the name."""
    rest = text[line]
    is_last = draft.data is None and not draft.marks
    return is_last and len(rest) <= _MAX_NAME_CHARACTERS and not re.search(r"[:\d]", rest)


def _heads(text: str, row: Row) -> dict[int, str]:
    """What the columns hold, nothing where the row is none of heads."""
    found: dict[int, str] = {}
    for n, cell in enumerate(row.cells):
        head = text[cell]
        if any(letter.isdigit() for letter in head):
            return {}
        mark = named_by_words("mark_columns", head) if head else None
        if name := mark or (named_exactly("member_columns", head) if head else None):
            found[n] = name
    named = set(found.values())
    is_of_heads = "data_adesione" in named or named & set(_MARKS) or {"numero", "nome"} <= named
    return found if is_of_heads else {}


def _read_row(
    text: str, row: Row, columns: Mapping[int, str], drafts: list[_Draft], is_numbered: bool
) -> list[slice]:
    """Adds the member of a row; gives the cells that were read."""
    draft = _Draft()
    read = []
    elsewhere = "numero" if "nome" in columns.values() else None
    for n, cell in enumerate(row.cells):
        value = text[cell]
        column = columns.get(n, elsewhere)
        if value and _read_cell(draft, column, value, cell):
            read.append(cell)
    if draft.nome and _is_group(text[draft.nome[0]]):
        return []
    first = row.cells[0]
    if draft.nome and (draft.numero or not is_numbered):
        drafts.append(draft)
    elif draft.nome and drafts and (first.start == first.stop or draft.data):
        drafts[-1].nome += draft.nome
        drafts[-1].data = drafts[-1].data or draft.data
        drafts[-1].marks = {**draft.marks, **drafts[-1].marks}
    else:
        return []
    return read


def _read_cell(draft: _Draft, column: str | None, value: str, cell: slice) -> bool:
    """Reads a cell by its column, or by what it looks like; whether it could be read."""
    if column in _MARKS:
        told = draft.marks[str(column)] = _mark(value)
        return told is not None
    if column in (None, "numero") and draft.numero is None and _NUMBER.fullmatch(value):
        draft.numero = value.strip("().° ")
        return True
    if column in (None, "data_adesione") and draft.data is None:
        draft.data = _day(value, is_sure=column is not None)
        if draft.data:
            return True
    is_name = column is None and not draft.nome and any(letter.isalpha() for letter in value)
    if column == "nome" or is_name:
        draft.nome.append(cell)
    return column == "nome" or is_name


def _day(value: str, *, is_sure: bool) -> str | None:
    """The day of a cell; where the column does not say so, it must hold nothing else."""
    if re.fullmatch(_YEAR, value):
        return value if is_sure else None
    days = find_dates(value)
    return days[0].iso if days and (is_sure or days[0].end - days[0].start == len(value)) else None


def _is_group(name: str) -> bool:
    """Whether a row names a kind of members, or adds them up."""
    return folded(name) in word_set("member_groups", "words")


def _mark(value: str) -> bool | None:
    """True for `X`, `SI`, `✓`; False for `NO`; None for what says neither."""
    word, marks = folded(value.partition("(")[0]), lexicon()["marks"]
    if word in word_set("marks", "yes") or value in marks["yes_signs"]:
        return True
    return False if word in word_set("marks", "no") or value in marks["no_signs"] else None


def _of_list(text: str, found: Sequence[Row], read: list[slice]) -> list[_Draft]:
    """A draft for each item of a list, one a line or between bullets; lead-ins are read too."""
    drafts: list[_Draft] = []
    marks: Sequence[str] = ()
    numbered = False
    for row in found:
        line = row.cells[0]
        columns = _head_columns(text[line])
        if not drafts and (columns or text[line].endswith(":")):
            read.append(line)
            marks = marks or [name for name in _MARKS if name in columns]
            continue
        for item in _items(text, line):
            draft = _item(text, item, marks)
            goes_on = numbered and draft.numero is None and row.is_near
            if goes_on and drafts:
                drafts[-1].nome += draft.nome
            elif _is_name(text, draft) and (draft.numero or not numbered):
                drafts.append(draft)
                numbered = numbered or draft.numero is not None
            else:
                continue
            read.append(slice(item.start, draft.stop))
    return drafts


def _head_columns(line: str) -> Sequence[str]:
    """The columns that a line heads, blanks alone between them: `Data adesione   Marchio …`."""
    if any(map(str.isdigit, line)):
        return ()
    exact = named_exactly("member_columns", line)
    marks = tuple(all_named_by_words("mark_columns", line))
    is_dated = folded(line).startswith("data") and bool(marks)
    return (*((exact,) if exact else ()), *(("data_adesione",) if is_dated else ()), *marks)


def _begins_item(line: str) -> bool:
    """Whether a printed line has a number or a bullet in front."""
    return bool(_LEADING.match(line) or _BULLET.match(line))


def _items(text: str, line: slice) -> Iterator[slice]:
    """The line, or the stretches between its bullets."""
    start = line.start
    bullets = list(_BULLETS.finditer(text, line.start, line.stop))
    for bullet in bullets if len(bullets) > 1 else ():
        if text[start : bullet.start()].strip():
            yield slice(start, bullet.start())
        start = bullet.end() - len(bullet[0].lstrip())
    yield slice(start, line.stop)


def _item(text: str, item: slice, marks: Sequence[str]) -> _Draft:
    """`1. Comune di Ala – 15/07/2022`: number, name and day of an item of a list.

    Marks behind the day are of the columns that have their names in `marks`: each of them has one,
    or which do is not told.
    """
    draft, start, stop = _Draft(stop=item.stop), item.start, item.stop
    if bullet := _BULLET.match(text, start, stop):
        start = bullet.end()
    if number := _LEADING.match(text, start, stop):
        draft.numero, start = number["numero"], number.end()
    days = find_dates(text, start, stop)
    told = text[days[-1].end : stop].strip(" ).;,").split() if days else []
    if days and len(told) <= len(marks) and all(map(_mark, told)):
        if len(told) == len(marks):
            draft.marks = dict.fromkeys(marks, True)
        elif told:
            draft.stop = days[-1].end
        draft.data = days[-1].iso
        stop = days[-1].start
        stop = start + len(text[start:stop].rstrip(" \t\r(,;–-"))
    end = start + len(text[start:stop].rstrip(" ;,"))
    draft.nome = [slice(start, max(start, end))]
    return draft


def _is_name(text: str, draft: _Draft) -> bool:
    """Whether an item may be a name: short, with letters, no sentence."""
    name = text[draft.nome[0]]
    words = name.split()
    if not words or len(words) > _MAX_NAME_WORDS or _is_group(name):
        return False
    if not any(letter.isalpha() for letter in name):
        return False
    last = words[-1].rstrip(".")
    is_sentence = name.endswith(".") and last.isalpha() and last.islower() and len(words) > 1
    return not is_sentence and not name.endswith(":") and not name[0].islower()


def _member(text: str, draft: _Draft) -> Member:
    name = printed(_ACCENT_ALONE.sub("", joined(text, draft.nome)))
    marks = (draft.marks.get(mark) for mark in _MARKS)
    return Member(draft.numero, " ".join(name.split()), draft.data, *marks)
