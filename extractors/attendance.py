"""The roll of a collegial body: who sat, in which office, who was absent.

    ROSSI MARIO ⇥ SINDACO ⇥ Presente ⇥ ⇥          a table, a word in the column that holds
    1 ⇥ BIANCHI ANNA ⇥ Assessore ⇥ X ⇥            a cross under the head `Presenti` or `Assenti`
    VERDI LUIGI Consigliere Assente               a line

Where neither a word nor a head says what a mark means, presence is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from extractors.text_lines import trimmed

_OFFICE = (
    r"(?:vice\s*-?\s*)?(?:sindac[oa]|assessor[ei]|consiglier[ea]|president[ei]ssa|president[ei]"
    r"|segretari[oa]|component[ei]|membro|commissari[oa]|capogruppo|deleg\w+|revisor[ei])"
)
_PRESENT = r"(?:present[ei]|pres\.?|p|si|sì)\Z"
_ABSENT = r"(?:assent[ei]|ass\.?|a|ag|ai|no|assente\s+giustificat[oa])\Z"
_MARK = r"[xX✓✔☒☑■]\Z"
_LINE = (
    rf"(?i)(?:\d{{1,2}}\W+)?(?P<nome>[A-ZÀ-Ý'’.-]{{2,}}(?:\s+[A-ZÀ-Ý'’.-]+){{1,4}})[\s,–-]+"
    rf"(?P<ruolo>{_OFFICE}[^\n\t\r]{{0,40}}?)[\s,–-]+(?P<stato>present[ei]|assent[ei])\s*\Z"
)
_MAX_NAME_CHARACTERS = 60


class Attendance(Struct, frozen=True, gc=False):
    """One of those on the roll."""

    nome: slice
    ruolo: slice | None
    presente: bool | None


def attendance(text: str, start: int, end: int) -> tuple[list[Attendance], list[slice]]:
    """Those on the roll in `text[start:end]`, and the rows they and their heads stand in."""
    head: tuple[str, ...] = ()
    found: list[Attendance] = []
    rows: list[slice] = []
    for row, cells in _rows(text, start, end):
        words = tuple(" ".join(text[cell].lower().split()) for cell in cells)
        if _is_head(words):
            head = words
            rows.append(row)
        elif person := _person(text, cells, words, head):
            found.append(person)
            rows.append(row)
    return (found, rows) if len(found) > 1 else ([], [])


def _rows(text: str, start: int, end: int) -> Iterator[tuple[slice, list[slice]]]:
    for match in re.compile(r"[^\n]+").finditer(text, start, end):
        at, cells = match.start(), []
        for part in match[0].split("\t"):
            cells.append(trimmed(text, at, at + len(part)))
            at += len(part) + 1
        yield slice(match.start(), match.end()), cells


def _is_head(words: Sequence[str]) -> bool:
    """Whether a row names the columns of presence and absence."""
    starts = [word[:5] for word in words]
    return len(words) > 2 and ("prese" in starts or "assen" in starts) and not _has_office(words)


def _has_office(words: Sequence[str]) -> bool:
    return any(re.match(_OFFICE, word, re.IGNORECASE) for word in words)


def _person(
    text: str, cells: Sequence[slice], words: Sequence[str], head: Sequence[str]
) -> Attendance | None:
    if len(cells) == 1:
        return _in_line(text, cells[0])
    names = [cell for cell in cells if _is_name(text[cell])]
    offices = [cell for cell, word in zip(cells, words, strict=True) if re.match(_OFFICE, word)]
    if not names or not (offices or head) or names[0] in offices:
        return None
    return Attendance(names[0], offices[0] if offices else None, _presence(words, head))


def _in_line(text: str, line: slice) -> Attendance | None:
    found = re.compile(_LINE).match(text, line.start, line.stop)
    if not found or not _is_name(found["nome"]):
        return None
    nome, ruolo = slice(*found.span("nome")), slice(*found.span("ruolo"))
    return Attendance(nome, ruolo, found["stato"].lower().startswith("p"))


def _is_name(cell: str) -> bool:
    """Whether a cell holds a person: two words and more in capitals or with capitals, no figure."""
    words = cell.split()
    return (
        1 < len(words) <= 6
        and len(cell) <= _MAX_NAME_CHARACTERS
        and all(word[0].isupper() or word in ("di", "de", "del", "della") for word in words)
        and not any(letter.isdigit() for letter in cell)
        and not re.match(_OFFICE, cell, re.IGNORECASE)
    )


def _presence(words: Sequence[str], head: Sequence[str]) -> bool | None:
    """What the words say, else under which head a mark stands."""
    if any(re.match(_ABSENT, word) for word in words[1:]):
        return False
    if any(re.match(_PRESENT, word) for word in words[1:]):
        return True
    for column, word in enumerate(words):
        if re.match(_MARK, word) and column < len(head):
            if head[column].startswith("assen"):
                return False
            if head[column].startswith("pres"):
                return True
    return None
