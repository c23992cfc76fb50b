"""Which district a programme is for, by its title, its foot line, the subject of its act.

    DISTRETTO FAMILY AUDIT ALTA VALSUGANA                   as it is called
    Programma di lavoro Distretto Famiglia Valle di Fiemme  Distretto Famiglia Val di Fiemme
    001 PROGRAMMA DI LAVORO 2024 DFA ALTA VALSUGANA         Distretto Family Audit Alta Valsugana

The name that stands first counts. Its place, right behind what every district is called, is looked
up in `schemas/districts.toml`, the longest first, among the districts of the kind that the words
name. A name that is only like one (`Distretto Famiglia Valsugana`, which may be two) is that
district's where a municipality or a community of the document says so too. Any other is kept as it
is printed, with a word on why. Prose is not for reading here: it speaks of other districts too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from extractors.folding import folded
from extractors.programme.district_likeness import alike, told
from extractors.programme.district_register import (
    District,
    DistrictKind,
    Place,
    content_words,
    other_districts,
    place_of,
    whole_names,
    words_of,
)

Method = Literal["nome", "variante", "approssimata"]

_NAME = (
    r"\b(?i:distretto\s+(?:del(?:la)?\s+|per\s+la\s+)?(?:fam|dell|audit)|(?-i:DFA?\s))"
    r"(?:\w{0,10}(?:\s+[Aa][Uu][Dd][Ii][Tt])?\s+[\"“«]\s?(?=\w))?[^\n\t\"“”«»;*]{0,120}"
)
"""A quote may open behind the first words: `Distretto famiglia “Val di Non”`."""
_END = (
    r"(?i)[.,:]\s|\s[-–(]*\s*(?:approvazione|programma|per\s+l['’]\s*anno|anno|20\d\d)\b"
    r"|\s(?=distrett[oi]\b)|['’]['’]"
)
_OF_A_THEME = r"(?i)distretto\s+(?:(?:family|famiglia)\s+)?dell['’]"
_LONGEST_WORDS = 16


class DistrictName(Struct, frozen=True, gc=False):
    """A district as it is printed, and the one of the register that it is."""

    nome: str
    """Canonical; as printed where it is not known."""
    tipo: DistrictKind | None
    stampato: str
    metodo: Method | None = None
    """How it was found in the register; None where it was not."""
    prova: str | None = None
    """What else says so, for a name that is only like a district's."""
    dubbio: str | None = None
    """Why it was not found, or was not by its name alone."""


def named_in(
    texts: Sequence[str], bodies: Sequence[str] = (), prose: str = ""
) -> DistrictName | None:
    """The district that the texts name, those that count most first; None where none is named.

    Args:
        texts: Title, running lines, subject: what names this district and no other.
        bodies: Whoever leads it and belongs to it, by name.
        prose: What may tell of these bodies in sentences: `il Comune di Levico Terme`.
    """
    phrases = [phrase for text in texts for phrase in _phrases(text)]
    for n, phrase in enumerate(phrases):
        if found := _known(phrase):
            return found
        if two := _two_in(phrase):
            return _unknown(phrase, f"names two districts at once: {two}")
        if _is_name(phrase):
            return _like(phrase, phrases[n + 1 :], bodies, prose)
    return None


def _phrases(text: str) -> Iterator[str]:
    """Each `Distretto famiglia …` of a text with what follows, blanks single, the year cut off."""
    if "istretto" not in text and "ISTRETTO" not in text and "DF" not in text:
        return
    at = 0
    while found := re.compile(_NAME).search(text, at):
        phrase = " ".join(re.sub(r"[\"“«]", " ", found[0]).split())
        inner = re.search(r"(?i)\s(?=distrett[oi]\b)", found[0])
        at = found.start() + inner.start() if inner else found.end()
        if end := re.search(_END, phrase):
            phrase = phrase[: end.start()]
        phrase = phrase.strip(" -–.,:'’(")
        if content_words(phrase) and not folded(phrase).startswith(other_districts()):
            yield phrase


def _known(phrase: str) -> DistrictName | None:
    """The district that a phrase names outright, with as much of the phrase as is its name."""
    if _two_in(phrase):
        return None
    if district := whole_names().get(folded(phrase)):
        return _found(district, phrase)
    place = place_of(content_words(phrase), _is_audit(phrase))
    if place is None:
        return None
    printed = next(short for short in _beginnings(phrase) if _tells(short, place))
    return _found(place.district, printed)


def _found(district: District, printed: str) -> DistrictName:
    is_own = folded(printed) == folded(district.nome)
    return DistrictName(district.nome, district.tipo, printed, "nome" if is_own else "variante")


def _beginnings(phrase: str) -> Iterator[str]:
    """A phrase by its first words, by one more at a time, and whole."""
    words = phrase.split(" ")
    for n in range(1, min(len(words), _LONGEST_WORDS)):
        yield " ".join(words[:n]).rstrip(" -–(")
    yield phrase


def _tells(phrase: str, place: Place) -> bool:
    return place_of(content_words(phrase), _is_audit(phrase)) == place


def _two_in(phrase: str) -> str | None:
    """The names of two districts that a phrase joins: `delle Valli di Cembra e Fiemme`."""
    words, is_audit = content_words(phrase), _is_audit(phrase)
    first = place_of(words, is_audit)
    if first is None:
        return None
    at = next((n for n in range(len(words)) if words[n : n + len(first.words)] == first.words), 0)
    rest = words[at + len(first.words) :]
    second = place_of(rest, is_audit)
    if second is None and first.words[0] == "val" and rest:
        second = place_of(("val", *rest), is_audit)
    if second is None or second.district == first.district or not _is_joined(phrase, len(rest)):
        return None
    return f"{first.district.nome}, {second.district.nome}"


def _is_joined(phrase: str, count: int) -> bool:
    """Whether `e` stands right before so many last words, or before the article of them."""
    words = folded(phrase).split()
    while count > 0:
        count -= len(content_words(words.pop()))
    while words and words[-1] != "e" and words[-1] in words_of("small"):
        words.pop()
    return words[-1:] == ["e"]


def _is_audit(phrase: str) -> bool:
    words = folded(phrase).split()
    return "audit" in words or words[:1] == ["dfa"]


def _is_name(phrase: str) -> bool:
    """Whether what follows is a name, which a sentence is not: `Distretto Famiglia ha aderito`."""
    if re.match(_OF_A_THEME, phrase):
        return True
    telling = (word for word in re.findall(r"[^\W_]+", phrase) if content_words(word))
    return next(telling, "")[:1].isupper()


def _unknown(phrase: str, reason: str) -> DistrictName:
    doubt = f"{phrase!r} {reason}; it is kept as printed"
    return DistrictName(phrase, _kind(folded(phrase)), phrase, dubbio=doubt)


def _kind(words: str) -> DistrictKind | None:
    """The kind that a name of no known district says by itself."""
    if "audit" in words.split() or words.startswith("dfa "):
        return "family_audit"
    if re.search(r"\bdistretto (?:famiglia |della )?dell\w* |\btematico\b", words):
        return "tematico"
    return "territoriale" if re.match(r"distretto (?:per la )?fami", words) else None


def _like(phrase: str, others: Sequence[str], bodies: Sequence[str], prose: str) -> DistrictName:
    """A name that no district has: the one that it is like, if the document says so elsewhere."""
    near = alike(content_words(phrase), _is_audit(phrase))
    if not near:
        return _unknown(phrase, "is the name of no known family district")
    proofs = {
        district.nome: proof
        for district in near
        if (proof := _proof(district, others, bodies, prose))
    }
    names = ", ".join(district.nome for district in near)
    if not proofs:
        return _unknown(phrase, f"is only like {names}, and nothing else tells that district")
    if len(proofs) > 1:
        return _unknown(phrase, f"may be {names}: the document tells of each")
    ((name, proof),) = proofs.items()
    tipo = next(district.tipo for district in near if district.nome == name)
    doubt = f"{phrase!r} is like {name}, which {proof!r} tells too"
    return DistrictName(name, tipo, phrase, "approssimata", proof, doubt)


def _proof(
    district: District, others: Sequence[str], bodies: Sequence[str], prose: str
) -> str | None:
    """Another title that names the district, or a body that is of it, as printed."""
    for phrase in others:
        known = _known(phrase)
        if known and known.nome == district.nome:
            return known.stampato
    names = set(map(folded, district.comuni))
    if body := next((body for body in bodies if folded(body) in names), None):
        return body
    return next(filter(None, (told(district, text) for text in (*bodies, prose))), None)
