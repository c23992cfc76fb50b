"""A district's own data: what it is founded on, who leads it, how to reach it.

    ANNO DI NASCITA DEL DISTRETTO⇥2022
    COORDINATRICE ISTITUZIONALE⇥Anna Rossi Assessora alle Politiche giovanili anna@comune.it
    SITO WEB DEL DISTRETTO FAMIGLIA⇥TBD

Read under the headings DATI, ATTORI, CANALI, as rows of a table, as lines `LABEL: value`, or as a
table of people with the columns Ruolo, Nome, E-mail. The labels are in `schemas/programme.toml`;
one that is not there is kept with its text. Under ATTORI any label is a role. `TBD` is unknown, an
empty cell is empty. Prose that stands among the rows is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from extractors.folding import folded
from extractors.printed import printed
from extractors.programme.lexicon import (
    CONTACTS,
    is_unknown,
    named_by_words,
    named_exactly,
    word_set,
)
from extractors.programme.people import EMAIL, Person, people, whole_addresses
from extractors.programme.rows import Pair, Row, joined, pairs, rows
from extractors.programme.sections import Section

SECTIONS = ("dati", "attori", "canali")
_YEAR = r"(?<!\d)(?:19[89]|20[0-4])\d(?!\d)"
_MAX_LABEL_WORDS = 9
_MAX_LABEL_ALONE_WORDS = 5
_MIN_COLUMNS = 2


class Actor(Struct, frozen=True, gc=False):
    """A person or body with the part it plays."""

    ruolo: str
    person: Person


class DistrictData(Struct, frozen=True, gc=False):
    """What the sections say, by the contract's keys, and the stretches it was read from."""

    fields: Mapping[str, str | None]
    anno_nascita: int | None
    attori: tuple[Actor, ...]
    contatti: Mapping[str, str | None] | None
    others: Mapping[str, str]
    read: tuple[slice, ...]


@dataclass
class _Reader:
    """What has been read so far."""

    text: str
    fields: dict[str, str | None] = field(default_factory=dict)
    actors: list[Actor] = field(default_factory=list)
    contacts: dict[str, str | None] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    read: list[slice] = field(default_factory=list)


def read_district(text: str, sections: Sequence[Section]) -> DistrictData:
    """The data under the headings DATI, ATTORI and CANALI of a programme."""
    reader = _Reader(text)
    for section in sections:
        if section.kind in SECTIONS:
            _read_section(reader, section)
    year = re.search(_YEAR, reader.fields.pop("anno_nascita", None) or "")
    has_contacts = any(name in reader.contacts for name in CONTACTS)
    return DistrictData(
        reader.fields,
        int(year[0]) if year else None,
        tuple(reader.actors),
        reader.contacts if has_contacts else None,
        reader.others,
        tuple(reader.read),
    )


def _read_section(reader: _Reader, section: Section) -> None:
    text = reader.text
    found = list(rows(text, section.body, _begins_with_label))
    before = len(reader.read)
    columns = _columns(text, found[0]) if found else {}
    if "ruolo" in columns.values() or {"nome", "email"} <= set(columns.values()):
        table = [row for row in found if not row.is_line]
        _read_table(reader, columns, table)
        found = [row for row in found if row.is_line]
    is_role = section.kind == "attori"
    made, strays = pairs(text, found, is_label)
    for pair in made:
        _read_pair(reader, pair, is_role)
    for row in strays:
        _read_stray(reader, row, section.kind)
    if len(reader.read) > before or not found:
        reader.read.append(section.heading)


def is_label(line: str, has_colon: bool) -> bool:
    """Whether words before a colon, or alone on a line, are a label of these sections."""
    words = folded(line).split()
    if not words or len(words) > _MAX_LABEL_WORDS or "@" in line:
        return False
    if any(word.isdecimal() for word in words):
        return False
    if has_colon and line[:1].isupper() and len(words) <= _MAX_LABEL_ALONE_WORDS:
        return True
    if _known(line) is None:
        return False
    if line.isupper():
        return True
    starts = words[0] in word_set("label_starts", "words") or _known(words[0]) is not None
    return line[:1].isupper() and starts and len(words) <= _MAX_LABEL_ALONE_WORDS


def _begins_with_label(line: str) -> bool:
    """Whether a printed line begins with a known label and a colon: `SITO WEB: …`."""
    label, colon, _ = line.partition(":")
    return bool(colon) and _known(label) is not None and is_label(label, has_colon=True)


def _known(label: str) -> str | None:
    return named_by_words("roles", label) or named_by_words("labels", label)


def _read_pair(reader: _Reader, pair: Pair, is_role: bool) -> None:
    text = reader.text
    label = printed(text[pair.label]).rstrip(" .:")
    cell = joined(text, pair.values)
    role = named_by_words("roles", label)
    name = None if role else named_by_words("labels", label)
    reader.read += [pair.extent, *pair.values[1:]]
    if role or (is_role and name is None):
        _add_actors(reader, label, cell, role)
        return
    value = printed(whole_addresses(cell)).strip("<>")
    if is_role and name == "email" and reader.actors and _give_email(reader, value):
        return
    known = None if value and is_unknown(value) else value
    if name in CONTACTS:
        _put(reader.contacts, str(name), known)
    elif name:
        _put(reader.fields, name, known)
    else:
        reader.others[label] = value


def _put(values: dict[str, str | None], name: str, value: str | None) -> None:
    """Keeps the value; a second one of the same name follows on a line of its own."""
    before = values.get(name)
    values[name] = f"{before}\n{value}" if before and value else before or value


def _add_actors(reader: _Reader, label: str, cell: str, role: str | None) -> None:
    """The people of a row; the body that leads is a field, and an actor only for its address."""
    text = printed(whole_addresses(cell))
    if role == "lead":
        name = re.sub(EMAIL, "", text).strip(" ,;:-–")
        _put(reader.fields, "capofila", None if is_unknown(text) and text else name)
        if not _email(text):
            return
    if role == "group":
        found = [Person(part, None) for part in re.split(r"\s*[;\n•]\s*", text) if part]
        found = [] if is_unknown(text) else found
    elif role == "lead":
        found = [Person(name, None, _email(text))] if name and not is_unknown(text) else []
    else:
        found = people(cell)
    reader.actors += [Actor(label, person) for person in found or [Person(None)]]


def _give_email(reader: _Reader, value: str) -> bool:
    """Gives the last actor an address that stands in a row of its own."""
    ruolo, person = reader.actors[-1].ruolo, reader.actors[-1].person
    if person.email or not _email(value):
        return False
    reader.actors[-1] = Actor(ruolo, replace(person, email=value))
    return True


def _email(text: str) -> str | None:
    found = re.search(EMAIL, text) if "@" in text else None
    return found[0] if found else None


def _columns(text: str, head: Row) -> dict[int, str]:
    """What the columns of a table of people hold; nothing where a cell is no known head."""
    found: dict[int, str] = {}
    for n, cell in enumerate(head.cells):
        if cell.start == cell.stop:
            continue
        name = named_exactly("columns", text[cell])
        if name is None or name in found.values():
            return {}
        found[n] = name
    return found if len(found) >= _MIN_COLUMNS else {}


def _read_table(reader: _Reader, columns: Mapping[int, str], table: Sequence[Row]) -> None:
    """People by column; a row without role and address goes on from the one before."""
    text = reader.text
    cells: list[dict[str, str]] = []
    reader.read += table[0].cells
    for row in table[1:]:
        found = {
            columns[n]: text[cell]
            for n, cell in enumerate(row.cells)
            if n in columns and text[cell]
        }
        reader.read += [cell for n, cell in enumerate(row.cells) if n in columns]
        if "ruolo" in found or not cells:
            cells.append(found)
        elif "nome" in found and "email" in found and cells[-1].get("email"):
            cells.append({"ruolo": cells[-1].get("ruolo", ""), **found})
        else:
            for name, value in found.items():
                cells[-1][name] = f"{cells[-1].get(name, '')}\v{value}"
    for each in cells:
        label = printed(each.get("ruolo", ""))
        together = "\v".join(
            filter(None, (each.get(name) for name in ("nome", "qualifica", "email")))
        )
        _add_columns(reader, label, each, together)


def _add_columns(reader: _Reader, label: str, each: Mapping[str, str], together: str) -> None:
    role = named_by_words("roles", label) if label else None
    office = printed(each.get("qualifica", ""))
    found = people("\v".join(filter(None, (each.get("nome"), each.get("email")))))
    if role or not found:
        is_single = len(found) == 1 and office and role == "person"
        if not is_single:
            _add_actors(reader, label, together, role)
            return
    for person in found:
        qualifica = ", ".join(filter(None, (person.qualifica, office))) or None
        reader.actors.append(Actor(label, replace(person, qualifica=qualifica)))


def _read_stray(reader: _Reader, row: Row, kind: str) -> None:
    """An address that stands without a label, under CANALI."""
    value = printed(whole_addresses(reader.text[row.cells[0]]))
    if kind != "canali" or len(value.split()) > 3:
        return
    name = next((name for name, sign in _signs() if re.search(sign, value)), None)
    if name and name not in reader.contacts:
        reader.contacts[name] = value
        reader.read.append(row.cells[0])


def _signs() -> Iterator[tuple[str, str]]:
    yield "facebook", r"(?i)facebook\.com/|\bfb\.com/"
    yield "email", EMAIL
    yield "sito_web", r"(?i)\A(?:https?://|www\.)\S+\Z"
    yield "telefono", r"(?i)\A(?:tel|cell)?[.: ]*\+?\d[\d /.-]{5,}\Z"
