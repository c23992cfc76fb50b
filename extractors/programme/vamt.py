"""V.A.M.T. actions: what the district's territorial manager must do, and what each thing is worth.

    1. NETWORKING
    AZIONE⇥% DI REALIZZAZIONE
    Comunicati stampa⇥25% per ogni comunicato stampa
    ⇥Evidenze: elenco con data
    6. PROGETTO STRATEGICO

Areas are numbered lines, lines in capitals, or a column of their own; one without rows is kept. A
row without its first cell goes on from the one before, over a page too. An action that is judged by
a progettualità names it: `… nella progettualità specifica: AMBIENTE "Volontariato aziendale"`.
What the percentages say is not read here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from extractors.printed import printed
from extractors.programme.lexicon import named_by_words, named_exactly
from extractors.programme.rows import Row, joined, rows
from extractors.programme.sections import Section

_AREA = re.compile(r"\s*(?P<numero>\d{1,2})\s*[.)–-]\s*(?P<titolo>[^\W_][^%@]*)")
_TITLE = re.compile(r"[^a-zà-ÿ(]{4,}(?=\s*\(|\s+[A-ZÀ-Ý]?[a-zà-ÿ])")
_BULLET = re.compile(r"[-–•·▪]\s+")
_IN_BRACKETS = re.compile(r"\(([^()]*\d\s*%[^()]*)\)[.;]?\Z")
_NUMBER = r"\d{1,2}[.)]?"
_MIN_CAPITALS = 4
_EMPHASIS = "*# "
_COLUMNS = 2
_MAX_AMBITO_WORDS = 8
_AROUND = " \t\n.,;:–—-()"
_MAX_TITLE_CHARACTERS = 90
_MAX_AREA_CHARACTERS = 900
"""An area's line, with what explains it in brackets, is no longer."""
_WORTH = re.compile(r"\d\s*%|(?i:indicatori\s+individuati|progettualit)")

_POINTS = re.compile(
    r"(?i)\bprogettualit[aà]['’]?(?:\s+(?:specific\w*|relativ\w*|strategic\w*|denominat\w*|dedicat\w*"
    r"|intitolat\w*|descritt\w*|di\s+cui\s+al))*\s*[:,]?\s*(?:n(?:\.|°|r\.?)?\s?(?P<numero>\d{1,2})\b)?\s*[:–-]?\s*"
)
_QUOTED = re.compile(
    r"[\"“”«„](?P<titolo>[^\"“”«»„]+)[\"“”»]|(?<!\w)['‘’](?P<altro>[^'‘’]{6,})['’](?!\w)"
)
_CAPITALS = re.compile(r"[^a-zà-ÿ\"“«]{4,}(?=\s[A-ZÀ-Ý]?[a-zà-ÿ]|\Z)")


class VamtArea(Struct, frozen=True, gc=False):
    """A numbered area: its number, its title, what stands under it beside its actions."""

    numero: str | None
    titolo: str
    testo: str | None = None


class Pointer(Struct, frozen=True, gc=False):
    """The progettualità that an action points to, as printed."""

    ambito: str | None
    titolo: str | None
    numero: str | None


class VamtAction(Struct, frozen=True, gc=False):
    """An action with what it is worth; `area` is its place in the list of areas."""

    area: int | None
    azione: str
    testo: str
    rinvio: Pointer | None


class VamtFound(Struct, frozen=True, gc=False):
    """Areas and actions in order, and the stretches they were read from."""

    areas: tuple[VamtArea, ...]
    actions: tuple[VamtAction, ...]
    read: tuple[slice, ...]


@dataclass
class _Action:
    area: int | None
    azione: list[slice]
    testo: list[slice]


@dataclass
class _Reader:
    text: str
    columns: Mapping[int, str] = field(default_factory=dict)
    areas: list[tuple[str | None, str, list[str]]] = field(default_factory=list)
    actions: list[_Action] = field(default_factory=list)
    read: list[slice] = field(default_factory=list)


def read_vamt(text: str, sections: Sequence[Section]) -> VamtFound:
    """The areas and actions under the headings AZIONI V.A.M.T. of a programme."""
    reader = _Reader(text)
    for section in sections:
        if section.kind == "vamt":
            reader.read.append(section.heading)
            for row in rows(text, section.body, _begins_anew):
                _read_row(reader, row)
    areas = tuple(
        VamtArea(numero, titolo, "\n".join(testo) or None) for numero, titolo, testo in reader.areas
    )
    actions = tuple(
        VamtAction(action.area, _unbulleted(text, action.azione), worth, pointer(worth))
        for action in reader.actions
        for worth in [printed(joined(text, action.testo))]
    )
    return VamtFound(areas, actions, tuple(reader.read))


def _unbulleted(text: str, name: Sequence[slice]) -> str:
    words = printed(joined(text, name))
    bullet = _BULLET.match(words)
    return words[bullet.end() :] if bullet else words


def pointer(worth: str) -> Pointer | None:
    """The progettualità that stands for an action's worth, None where it names none."""
    points = _POINTS.search(worth) if "rogettualit" in worth or "ROGETTUALIT" in worth else None
    if not points:
        return None
    rest = worth[points.end() :]
    quoted = _QUOTED.search(rest)
    before = rest[: quoted.start()] if quoted else rest
    capitals = _CAPITALS.match(before)
    ambito = capitals[0].strip(_AROUND) if capitals else ""
    title = (quoted["titolo"] or quoted["altro"]).strip() if quoted else ""
    if capitals and not quoted:
        title = before[capitals.end() :].strip(_AROUND)
    elif quoted and not ambito:
        ambito = before.strip(_AROUND)
        if ambito and not _may_be_ambito(ambito):
            return None
    if not (ambito or points["numero"] or quoted):
        return None
    return Pointer(ambito or None, title or None, points["numero"])


def _may_be_ambito(words: str) -> bool:
    """Whether words before a title, in small letters, may name its ambito."""
    return words[0].isupper() and len(words.split()) <= _MAX_AMBITO_WORDS


def _read_row(reader: _Reader, row: Row) -> None:
    filled = [cell for cell in row.cells if cell.start < cell.stop]
    if len(filled) > 1 and _read_head(reader, row):
        is_read = True
    elif not row.is_line and (len(filled) > 1 or row.cells[0].start == row.cells[0].stop):
        is_read = _read_cells(reader, row)
    else:
        is_read = _read_alone(reader, row, filled[0])
    if is_read:
        reader.read += filled


def _read_head(reader: _Reader, row: Row) -> bool:
    """Reads the heads of the columns; the area's title may stand for `AZIONE`."""
    text = reader.text
    columns: dict[int, str] = {}
    for n, cell in enumerate(row.cells):
        head = text[cell]
        if name := named_exactly("vamt_columns", head):
            columns[n] = name
        elif "%" in head or named_by_words("vamt_columns", head) == "testo":
            columns[n] = "testo"
    if "testo" not in columns.values() or any(_WORTH.search(text[cell]) for cell in row.cells):
        return False
    if "azione" not in columns.values():
        first = text[row.cells[0]]
        if 0 in columns or not first or not _is_area(reader, first):
            return False
        _open_area(reader, first)
        columns[0] = "azione"
    reader.columns = columns
    return True


def _read_cells(reader: _Reader, row: Row) -> bool:
    """Reads an action, or what goes on from the one before; its area where a column says it."""
    columns = reader.columns or {0: "azione", 1: "testo"}
    if not reader.columns and re.fullmatch(_NUMBER, reader.text[row.cells[0]]):
        columns = {0: "numero", 1: "azione"}
    elif not reader.columns and len(row.cells) > _COLUMNS:
        columns = {0: "azione", **dict.fromkeys(range(1, len(row.cells)), "testo")}
    cells: dict[str, list[slice]] = {"numero": [], "area": [], "azione": [], "testo": []}
    for n, cell in enumerate(row.cells):
        if cell.start < cell.stop:
            cells[columns.get(n, "testo")].append(cell)
    if cells["area"]:
        _open_area(reader, reader.text[cells["area"][0]])
    if cells["azione"]:
        place = len(reader.areas) - 1 if reader.areas else None
        reader.actions.append(_Action(place, cells["azione"], cells["testo"]))
    elif reader.actions:
        reader.actions[-1].testo += cells["testo"]
    return bool(reader.actions)


def _read_alone(reader: _Reader, row: Row, cell: slice) -> bool:
    """Reads a line, or a row with one cell: an area, an action, or what explains the area."""
    line = reader.text[cell].strip(_EMPHASIS)
    place = len(reader.areas) - 1 if reader.areas else None
    if _is_area(reader, line):
        _open_area(reader, line)
    elif not row.is_line:
        reader.actions.append(_Action(place, [cell], []))
    elif split := _worth_behind_colon(reader.text[cell], cell):
        reader.actions.append(_Action(place, [split[0]], [split[1]]))
        reader.read.append(slice(split[0].stop, split[1].start))
    elif place is not None and _BULLET.match(line):
        inside = _IN_BRACKETS.search(reader.text, cell.start, cell.stop)
        name = slice(cell.start, inside.start() if inside else cell.stop)
        reader.actions.append(_Action(place, [name], [slice(*inside.span(1))] if inside else []))
    elif row.is_near and reader.actions and reader.actions[-1].area == place:
        reader.actions[-1].testo.append(cell)
    elif place is not None:
        reader.areas[place][2].append(printed(line))
    else:
        return line.endswith(":")
    return True


def _worth_behind_colon(line: str, cell: slice) -> tuple[slice, slice] | None:
    colon = line.find(":")
    if colon < 0 or not _WORTH.search(line, colon) or _WORTH.search(line[:colon]):
        return None
    after = colon + 1 + len(line[colon + 1 :]) - len(line[colon + 1 :].lstrip())
    return slice(cell.start, cell.start + colon), slice(cell.start + after, cell.stop)


def _begins_anew(line: str) -> bool:
    """Whether a printed line is an area's or an action's first: `2. INTERAZIONE`."""
    numbered = _AREA.fullmatch(line) if len(line) <= _MAX_AREA_CHARACTERS else None
    is_area = bool(numbered and (numbered["titolo"].isupper() or _TITLE.match(numbered["titolo"])))
    return (
        is_area
        or bool(_BULLET.match(line))
        or (":" in line and _worth_behind_colon(line, slice(0, len(line))) is not None)
    )


def _is_area(reader: _Reader, line: str) -> bool:
    """Whether a line heads an area: in capitals, or numbered one more than the area before."""
    if len(line) > _MAX_AREA_CHARACTERS:
        return False
    if numbered := _AREA.fullmatch(line):
        title = numbered["titolo"]
        capitals = _TITLE.match(title)
        if capitals or title.isupper():
            return True
        before = reader.areas[-1][0] if reader.areas else "0"
        is_next = before is not None and int(numbered["numero"]) == int(before) + 1
        return is_next and len(title) <= _MAX_TITLE_CHARACTERS and not title.endswith((".", ";"))
    letters = sum(letter.isalpha() for letter in line)
    return line.isupper() and letters >= _MIN_CAPITALS and len(line) <= _MAX_TITLE_CHARACTERS


def _open_area(reader: _Reader, line: str) -> None:
    numbered = _AREA.fullmatch(line)
    title = printed(numbered["titolo"] if numbered else line)
    capitals = _TITLE.match(title)
    explained = title[capitals.end() :].strip() if capitals else ""
    title = title[: capitals.end()] if capitals else title
    number = numbered["numero"] if numbered else None
    reader.areas.append((number, title.strip(" .:*"), [explained] if explained else []))
