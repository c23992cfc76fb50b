"""The roll of a collegial body: who sat, in which office, who was absent.

    ROSSI MARIO ⇥ SINDACO ⇥ Presente ⇥ ⇥          a table, a word in the column that holds
    1 ⇥ BIANCHI ANNA ⇥ Assessore ⇥ X ⇥            a cross under the head `Presenti` or `Assenti`
    VERDI LUIGI   Consigliere          X          columns set with blanks
    VERDI LUIGI Consigliere Assente               a line
    Presenti: / Rossi Mario - Sindaco / …         a list, with its members below or behind
    Assenti: ⇥ ASSESSORE ⇥ SARA FERRI
    … Presenti i signori: Rossi Mario (Sindaco), Bianchi Anna. Assenti: Verdi Luigi.
    … sotto la presidenza del / PRESIDENTE ⇥ MARIO ROSSI

Where neither a word nor a head says what a mark means, presence is unknown; under `Presenti` and
heads of absence alone, those without a mark were there. Another sentence that names
who presides or keeps the minutes is no roll. The row of `Assenti giustificati:` is left to its
reader, since no field says why someone was absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from extractors.act.marks import is_formula
from extractors.act.roll_rows import list_head, parts, rows
from extractors.text_lines import trimmed

_OFFICE = (
    r"(?:vice\s*-?\s*)?(?:sindac[oa]|assessor[aei]|consiglier[ea]|president[ei]ssa|president[ei]"
    r"|segretari[oa]|component[ei]|membr[oi]|commissari[oa]|capogruppo|deleg\w+|revisor[ei])"
)
_PRESENT = r"(?:present[ei]|pres\.?|p\.?|s[iì])\Z"
_ABSENT = r"(?:assent[ei](?:\s+giustificat[oa])?|ass\.?|a\.?|ag|ai|a\.g\.|no)\Z"
_MARK = r"[xX✓✔☒☑■]\Z"
_LINE = (
    rf"(?i)(?:\d{{1,2}}\W+)?(?P<nome>[A-ZÀ-Ý'’.-]{{2,}}(?:\s+[A-ZÀ-Ý'’.-]+){{1,4}}?)[\s,–(-]+"
    rf"(?P<ruolo>{_OFFICE}[^\n\t\r]{{0,40}}?)[\s,–):-]+(?P<stato>present[ei]|assent[ei]|P|A|SI|NO)"
    r"(?:\s+giustificat[oa])?\s*\Z"
)
_COLUMN = r"pres(?:ent[ei]|\.)?\Z|pr?\.\Z|assen(?:t[ei])|ass?\.?\Z|[pa]\Z"
_PRESIDES = r"(?i)(?:.*\s)?presidenza\s+d(?:i|el|ella|ell['’])\s*(?:sig\w*\.?)?\s*:?\Z"
_MAX_NAME_CHARACTERS = 60


class Attendance(Struct, frozen=True, gc=False):
    """One of those on the roll."""

    nome: slice
    ruolo: slice | None
    presente: bool | None


def attendance(text: str, start: int, end: int) -> tuple[list[Attendance], list[slice]]:
    """Those on the roll in `text[start:end]`, and the rows they and their heads stand in."""
    roll = _Roll(text)
    for row, cells in rows(text, start, end):
        roll.take(row, cells)
    return (roll.found, roll.rows) if len(roll.found) > 1 else ([], [])


class _Roll:
    """Takes rows; the columns' names hold for those below, `Presenti:` until its list ends."""

    def __init__(self, text: str) -> None:
        self.found: list[Attendance] = []
        self.rows: list[slice] = []
        self._text = text
        self._head: tuple[tuple[str, int], ...] = ()
        self._listed: bool | None = None
        self._is_of_present = False
        """Whether a list of those present was announced, be it one that a table holds."""

    def take(self, row: slice, cells: Sequence[slice]) -> None:
        """Go on with the next row."""
        text = self._text
        words = tuple(" ".join(text[cell].lower().split()) for cell in cells)
        if not any(words):
            return
        if _is_head(words):
            starts = (cell.start - row.start for cell in cells)
            self._head, self._listed = tuple(zip(words, starts, strict=True)), None
            self.rows.append(row)
        elif listed := list_head().match(text, cells[0].start, cells[0].stop):
            self._listed = listed["stato"].lower() == "present"
            self._is_of_present |= self._listed
            rest = trimmed(text, listed.end(), cells[0].stop)
            taken = len(self.rows)
            self._members(row, [rest, *cells[1:]] if rest.start < rest.stop else cells[1:])
            is_told = "giustificat" not in listed[0].lower()
            self.rows[taken:] = [row] if is_told else []
        elif re.match(_PRESIDES, words[-1]):
            self._listed = True
        elif self._listed is None:
            self._person(row, cells, words)
        elif not self._members(row, cells):
            self._listed = None
            self._person(row, cells, words)

    def _person(self, row: slice, cells: Sequence[slice], words: Sequence[str]) -> None:
        if person := _person(self._text, row, cells, words, self._head):
            if person.presente is None and self._is_of_present and _tells_absence(self._head):
                person = replace(person, presente=True)
            self.found.append(person)
            self.rows.append(row)

    def _members(self, row: slice, cells: Sequence[slice]) -> bool:
        """Takes those of a list that a row names; False where it names none."""
        parts = [part for cell in cells for part in _entries(self._text, cell)]
        members: list[Attendance] = []
        office: slice | None = None
        for part in parts:
            name, beside = _named(self._text, part)
            if name is None and beside is None:
                return False
            if name:
                members.append(Attendance(name, beside or office, self._listed))
                office = None
            elif members and not members[-1].ruolo:
                members[-1] = Attendance(members[-1].nome, beside, self._listed)
            else:
                office = beside
        if members:
            self.found += members
            self.rows.append(row)
        return bool(members)


def _entries(text: str, cell: slice) -> Iterator[slice]:
    """The members that a cell lists: one, or several parted by semicolons, else by commas."""
    words = text[cell]
    for part in parts(text, cell.start, words.split(";" if ";" in words else ",")):
        end = part.start + len(text[part].rstrip(" .;"))
        if part.start < end:
            yield slice(part.start, end)


def _named(text: str, part: slice) -> tuple[slice | None, slice | None]:
    """The name and the office of `2) Rossi Mario - Sindaco`, `Sindaco Rossi Mario`, or of one."""
    found = _member().fullmatch(text, part.start, part.stop)
    if not found:
        return None, None
    nome = "nome" if found["nome"] else "nome2"
    ruolo = next((group for group in ("ruolo", "ruolo2") if found[group]), None)
    name = slice(*found.span(nome)) if found[nome] else None
    if name and not _is_name(text[name]):
        return None, None
    return name, trimmed(text, *found.span(ruolo)) if ruolo else None


def _is_head(words: Sequence[str]) -> bool:
    """Whether a row names the columns of presence and absence."""
    named = {word[0] for word in words if re.match(_COLUMN, word)}
    is_lone_letter = len(named) == 1 and not named.isdisjoint(words)
    return len(words) > 1 and (
        len(named) > 1 or (bool(named) and not is_lone_letter and not _has_office(words))
    )


def _tells_absence(head: Sequence[tuple[str, int]]) -> bool:
    """Whether the columns of a head are for the absent alone."""
    return {word[0] for word, _ in head if re.match(_COLUMN, word)} == {"a"}


def _has_office(words: Sequence[str]) -> bool:
    return any(re.match(_OFFICE, word, re.IGNORECASE) for word in words)


def _person(
    text: str,
    row: slice,
    cells: Sequence[slice],
    words: Sequence[str],
    head: Sequence[tuple[str, int]],
) -> Attendance | None:
    if len(cells) == 1:
        return _in_line(text, cells[0])
    names = [cell for cell in (_unnumbered(text, cell) for cell in cells) if _is_name(text[cell])]
    offices = [cell for cell, word in zip(cells, words, strict=True) if re.match(_OFFICE, word)]
    for name, office in (_named(text, cell) for cell in cells if not names):
        if name and office:
            names, offices = [name], [office]
    if not names or not (offices or head) or names[0] in offices:
        return None
    is_table = "\t" in text[row]
    starts = list(range(len(cells))) if is_table else [cell.start - row.start for cell in cells]
    columns = [(w, n if is_table else at + len(w) // 2) for n, (w, at) in enumerate(head)]
    presence = _presence(words, starts, columns)
    if presence is None and not is_table:
        return _in_line(text, slice(cells[0].start, cells[-1].stop))
    return Attendance(names[0], offices[0] if offices else None, presence)


def _unnumbered(text: str, cell: slice) -> slice:
    """A cell without the number of its row: `1) Rossi Mario`."""
    number = re.compile(r"\d{1,2}\s?[).–-]\s*").match(text, cell.start, cell.stop)
    return slice(number.end(), cell.stop) if number else cell


def _in_line(text: str, line: slice) -> Attendance | None:
    found = re.compile(_LINE).match(text, line.start, line.stop)
    if not found or not _is_name(found["nome"]):
        return None
    nome, ruolo = slice(*found.span("nome")), slice(*found.span("ruolo"))
    return Attendance(nome, ruolo, found["stato"].lower().startswith(("p", "s")))


def _is_name(cell: str) -> bool:
    """Whether a cell holds a person: two words and more in capitals or with capitals, no figure."""
    words = cell.split()
    return (
        1 < len(words) <= 6
        and len(cell) <= _MAX_NAME_CHARACTERS
        and all(word[0].isupper() or word in ("di", "de", "del", "della") for word in words)
        and not any(letter.isdigit() for letter in cell)
        and not re.match(_OFFICE, cell, re.IGNORECASE)
        and not is_formula(cell)
    )


def _presence(
    words: Sequence[str], starts: Sequence[int], head: Sequence[tuple[str, int]]
) -> bool | None:
    """What the words say, else under which head a mark stands."""
    if any(re.match(_ABSENT, word) for word in words[1:]):
        return False
    if any(re.match(_PRESENT, word) for word in words[1:]):
        return True
    columns = [(word, at) for word, at in head if re.match(_COLUMN, word)]
    for word, start in zip(words, starts, strict=True):
        if re.match(_MARK, word) and columns:
            name, _ = min(columns, key=lambda column: abs(column[1] - start))
            return name.startswith("p")
    return None


@cache
def _member() -> re.Pattern[str]:
    name = r"[A-ZÀ-Ý][\w'’.-]*(?:\s+(?:d[eai]l?l?[ae]?\s+)?[A-ZÀ-Ý][\w'’.-]*){1,4}?"
    office = rf"(?i:{_OFFICE})(?:\s+[^\n\t,;:()]{{1,40}})?"
    return re.compile(
        rf"(?:\d{{1,2}}\s*[.)-]?\s+|[-•–]\s*)?(?:(?:(?i:sig\.?(?:\s?ra)?|dott\.?(?:\s?ssa)?|avv\.|ing\.)\s+)?"
        rf"(?:(?P<nome>(?!(?i:{_OFFICE})\b){name})(?:[\s,–(-]+(?P<ruolo>{office})\)?)?"
        rf"|(?P<ruolo2>(?i:(?:il|la|l['’])\s*)?(?i:{_OFFICE})(?:\s+(?i:comunale|anziano|effettivo))?)"
        rf"(?:[\s,:–-]+(?P<nome2>{name}))?)[\s.;,]*)"
    )
