"""Organisations named in a field of free text.

    ASIF Chimelli e Comunità Alta Valsugana e Bersntol
    Camera di Commercio Industria, Artigianato e Agricoltura di Trento, Museo Casa Andriollo, APT
    Comuni di Caldes, Dimaro e Ossana

Names are given as printed, without articles, roles and what explains them in brackets. A plural
that stands before several names is said of each, in the singular: `Comune di Caldes`; nothing else
is put to a name. Phrases for several whom no list names (`Tutte le Organizzazioni aderenti al
Distretto`, `associazioni del territorio`) give none, nor the district inside them: they are
mentions of their own. Persons, roles, `da definire` are none. Who is who across documents is not
told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from extractors.organisations.field import Field, field
from extractors.organisations.lexicon import Word, joined_words, lexicon, names_looked_for
from extractors.organisations.lexicon import words as words_of
from extractors.organisations.marks import Mark, marks
from extractors.organisations.pieces import Piece, pieces

_MAX_FIELD_CHARACTERS = 10_000
"""A longer field is prose: no list of names is."""
_REMEMBERED, _REMEMBERED_CHARACTERS = 256, 300
"""How many fields, none longer: a programme prints the same one at many interventi."""
_MAX_NAME_WORDS = 20
_BRACKETS = re.compile(r"\([^()]*+\)|\[[^\[\]]*+\]")
_AND_NOT = re.compile(r"\(?\be(?:\s+non|/o\s+non)\b\)?")
"""`aderenti (e non)`: an `e` that joins no names."""
_SEPARATOR = re.compile(r"[^\w\s.'’“”«»\"-]|\s[-–—]\s|[.\-–—]\s|[\n\t\v_]")
_NAMES_NOBODY = frozenset(("several", "nobody", "role", "legal", "lower", "connector"))
_PARTED = re.compile(r"[;\n\t\v•]")
_BODIES = frozenset(("known", "name", "kind", "unit"))
_PLACE = frozenset(("capital", "place"))
_PROPER = _PLACE | {"acronym"}
_LINKS = frozenset(("di", "d", "de"))
_VALLEYS = frozenset(("val", "valle", "valli", "distretto", "comunita", "territorio"))
_OPENING, _CLOSING = "“«\"'‘", "”»\"'’"


class Named(Struct, frozen=True, gc=False):
    """An organisation: its name, and the part of the field that it was read from."""

    nome: str
    part: slice
    is_several: bool = False
    """Whether it is a phrase for several, and names none of them."""


class Shared(Struct, frozen=True, gc=False):
    """What a plural says of each of the names behind it: `Comune`, `di`."""

    each: str
    link: str
    of_place: bool
    heads_list: bool = False
    """Whether a colon stands behind it: `Comuni aderenti: …`, on lines of their own too."""


def organisations(text: str, known: Sequence[str] = ()) -> tuple[Named, ...]:
    """The organisations that a field names, in order; `known` are the names of the act's lists."""
    return tuple(named for named in mentions(text, known) if not named.is_several)


def mentions(text: str, known: Sequence[str] = ()) -> tuple[Named, ...]:
    """The organisations of a field, and its phrases for several whom it does not name."""
    if not text or len(text) > _MAX_FIELD_CHARACTERS:
        return ()
    if len(text) > _REMEMBERED_CHARACTERS:
        return tuple(_read(text, 0, tuple(known), None))
    return _remembered(text, tuple(known))


@lru_cache(_REMEMBERED)
def _remembered(text: str, known: tuple[str, ...]) -> tuple[Named, ...]:
    return tuple(_read(text, 0, known, None))


def _read(text: str, shift: int, known: tuple[str, ...], shared: Shared | None) -> Iterator[Named]:
    """The names in `text`, which stands at `shift` in the field."""
    of = _plain(text, known) or _marked(text, known, is_list=bool(shared))
    if not of.words:
        for part in of.brackets:
            yield from _bracketed(text, part, shift, known, None)
        return
    cut = list(pieces(of))
    for n, piece in enumerate(cut):
        following = cut[n + 1] if n + 1 < len(cut) else None
        if shared and n and not shared.heads_list and _is_parted(of, cut[n - 1], piece):
            shared = None
        named, shared = _named(of, piece, following, shared)
        if named:
            yield _shifted(text, named, shift)
        elif of.marked(_head(of, piece)) in ("several", "plural"):
            end = of.words[following.first].start if following else len(text)
            part = slice(of.words[piece.first].start, of.words[piece.stop - 1].stop)
            if not (shared or piece.is_label):
                yield _shifted(text, Named(text[part], part, is_several=True), shift)
            for bracket in of.brackets:
                if part.start <= bracket.start < end:
                    yield from _bracketed(text, bracket, shift, known, shared)
                    shared = None


def _is_parted(of: Field, before: Piece, piece: Piece) -> bool:
    """Whether more than a comma or a conjunction stands between two pieces."""
    between = of.text[of.words[before.stop - 1].stop : of.words[piece.first].start]
    return bool(_PARTED.search(between))


def _bracketed(
    text: str, part: slice, shift: int, known: tuple[str, ...], shared: Shared | None
) -> Iterator[Named]:
    inside = text[part.start + 1 : part.stop - 1]
    return _read(inside, shift + part.start + 1, known, shared)


def _marked(text: str, known: tuple[str, ...], *, is_list: bool) -> Field:
    """The field with every phrase of the lexicon marked in it, which takes spaCy."""
    gone = [slice(*found.span()) for found in _BRACKETS.finditer(text)]
    outside = _BRACKETS.sub(lambda found: " " * len(found[0]), text) if gone else text
    found = words_of(outside)
    return field(outside, found, marks(found, known) if found else (), gone, is_list=is_list)


def _plain(text: str, known: tuple[str, ...]) -> Field | None:
    """The field if no sign in it can part names, which needs no spaCy; else None."""
    bare = text.rstrip(" .,;:\n\t\r\v")
    if " non" in bare:
        bare = _AND_NOT.sub(" ", bare)
    if _SEPARATOR.search(bare):
        return None
    names = names_looked_for(known)
    rest = f" {joined_words(words_of(bare))} "
    for phrase in (*names, *lexicon().joined):
        if " e " in phrase:
            rest = rest.replace(f" {phrase} ", " : ")
    if not (lexicon().conjunctions | lexicon().cuts).isdisjoint(rest.split()):
        return None
    if any(f" {phrase} " in rest for phrase in lexicon().cutting):
        return None
    repeated = [word for word in rest.split() if word in lexicon().labels]
    if len(set(repeated)) < len(repeated) or _count(names, rest) > 1:
        return None
    found = words_of(text)
    return field(text, found, _head_marks(found, names))


def _count(names: Sequence[str], rest: str) -> int:
    """How many of the known names stand in a text, those within others left out."""
    here = [name for name in names if f" {name} " in rest]
    return sum(not any(name != other and name in other for other in here) for name in here)


def _head_marks(found: Sequence[Word], names: Sequence[str]) -> list[Mark]:
    """The phrase that a field begins with, articles left out."""
    small = lexicon().articles | lexicon().prepositions
    for first in range(len(found)):
        for stop in range(min(len(found), first + 12), first, -1):
            phrase = joined_words(found[first:stop])
            label = "known" if phrase in names else lexicon().labels.get(phrase)
            if label:
                return [Mark(first, stop, label, phrase)]
        if found[first].folded not in small:
            break
    return []


def _head(of: Field, piece: Piece) -> int:
    """The first word of a piece that may belong to a name."""
    first = piece.first
    while first + 1 < piece.stop and _is_counter(of, first):
        first += 1
    return of.content(first, piece.stop, after_preposition=True)


def _is_counter(of: Field, n: int) -> bool:
    word = of.words[n].folded
    return (word.isdecimal() or len(word) == 1) and of.gap(n + 1)[:1] in (")", ".")


def _named(
    of: Field, piece: Piece, following: Piece | None, shared: Shared | None
) -> tuple[slice | Named | None, Shared | None]:
    """The name in a piece, None where it names nobody; and what is said of the names behind it."""
    head = _head(of, piece)
    label = of.label(head)
    if label == "several":
        behind = of.content(of.marks[head].stop, piece.stop)
        if behind < piece.stop and of.marked(behind) == "plural":
            head, label = behind, "plural"
    if label == "plural":
        return _of_plural(of, piece, following, head)
    stop = _stop(of, head, piece.stop)
    if shared and not piece.is_label and label in (_PLACE if shared.of_place else _PROPER):
        return _said_of(of, shared, slice(head, stop)), shared
    if label in _NAMES_NOBODY or stop - head > _MAX_NAME_WORDS or of.has(head, stop, "nobody"):
        return None, None
    if piece.is_label and (stop < piece.stop or label not in _BODIES):
        return None, shared
    if _is_indefinite(of, piece, head, stop):
        return None, None
    return _part(of, head, stop), None


def _stop(of: Field, head: int, stop: int) -> int:
    """Where a name ends within its piece: before a role, a relative clause, a loose preposition."""
    for n in range(head + 1, stop):
        is_cut = of.words[n].folded in lexicon().cuts or of.marked(n) == "role"
        is_cut = is_cut or (of.words[n].folded == "per" and of.ends_at(n, "legal"))
        if is_cut and of.is_small(n):
            stop = n
            break
    while stop - 1 > head and of.printed(stop - 1).islower() and _is_loose_word(of, stop - 1):
        stop -= 1
    return stop


def _is_loose_word(of: Field, n: int) -> bool:
    small = lexicon().articles | lexicon().prepositions | lexicon().conjunctions
    return of.words[n].folded in small


def _is_indefinite(of: Field, piece: Piece, head: int, stop: int) -> bool:
    """`una cooperativa sociale`, `associazione`: one of many, not said which."""
    mark = of.marks.get(head)
    before = [of.words[n].folded for n in range(piece.first, head)]
    if not {"un", "una", "uno"}.isdisjoint(before):
        return True
    if sum(len(of.words[n].folded) for n in range(head, stop)) < 2:
        return True
    return bool(mark and mark.stop == stop and mark.phrase in lexicon().purposed)


def _of_plural(
    of: Field, piece: Piece, following: Piece | None, head: int
) -> tuple[Named | None, Shared | None]:
    """The first of the names behind a plural, and what to say of the others."""
    mark = of.marks[head]
    plural = lexicon().plurals[mark.phrase]
    if not plural.each:
        return None, None
    each = plural.each.upper() if of.is_capitals else plural.each
    at, link = mark.stop, ""
    is_bare = all(of.printed(n)[0].islower() for n in range(at, piece.stop))
    if is_bare and (piece.is_label or _bracket_behind(of, piece)):
        link = ("DI " if of.is_capitals else "di ") if plural.of_place else ""
        return None, Shared(each, link, plural.of_place, piece.is_label)
    if plural.of_place and at + 1 < piece.stop and of.words[at].folded in _LINKS:
        link = of.text[of.words[at].start : of.words[at + 1].start]
        at += 1
    if at >= piece.stop or plural.of_place > bool(link) or not _is_proper(of, at):
        return None, None
    if plural.of_place and not (following and of.label(_head(of, following)) in _PLACE):
        return None, None
    shared = Shared(each, " ".join(f"{link}|".split()).rstrip("|"), plural.of_place)
    return _said_of(of, shared, slice(at, _stop(of, at, piece.stop))), shared


def _is_proper(of: Field, n: int) -> bool:
    """Whether a name behind a plural is one of its kind: no `Associazioni Sportive`."""
    is_name = of.label(n) in _PROPER
    return is_name and of.words[n].folded not in lexicon().qualities | _VALLEYS


def _bracket_behind(of: Field, piece: Piece) -> bool:
    end = of.words[piece.stop - 1].stop
    return any(not of.text[end : part.start].strip() for part in of.brackets if part.start >= end)


def _said_of(of: Field, shared: Shared, name: slice) -> Named:
    part = _part(of, name.start, name.stop)
    return Named(f"{shared.each} {shared.link}{of.text[part]}", part)


def _part(of: Field, first: int, stop: int) -> slice:
    """Where a name stands, with the quotation marks that belong to it."""
    start, end = of.words[first].start, of.words[stop - 1].stop
    for quote in of.quotes:
        if start - 2 <= quote.start < end and quote.stop <= end + 2:
            is_whole = quote.start < start and quote.stop > end
            if not is_whole:
                start, end = min(start, quote.start), max(end, quote.stop)
    return slice(start, end)


def _shifted(text: str, named: slice | Named, shift: int) -> Named:
    part = named.part if isinstance(named, Named) else named
    nome = named.nome if isinstance(named, Named) else text[part]
    is_several = isinstance(named, Named) and named.is_several
    part = slice(part.start + shift, part.stop + shift)
    return Named(" ".join(nome.split()), part, is_several)
