"""From the printed name of an organisation to its key, by the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations

from msgspec import Struct

from extractors.municipalities import is_listed
from extractors.organisation_keys.municipal import Key, municipality_key
from extractors.organisation_keys.spelling import Phrase, without_small, words
from extractors.organisation_keys.table import district, table
from extractors.provinces import provinces

_REMEMBERED = 1024
_MOST_CHARACTERS = 300
"""A longer name is prose; it is compared by its words alone."""
_TURNS = 6
"""A key settles in two or three."""
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,12})[)\]]")
_TOWN = ("citta",)
_BY_ARTICLE = re.compile(r"(?i)\bde(?:l|ll[aeo]?|gli|i)\b")
"""`Comune dell'Aquila`, which is called L'Aquila."""
_SAINTS = frozenset(("san", "sant", "santa", "santo", "santi", "s", "ss", "sta"))


def organisation_key(name: str, province: str | None = None) -> Key | None:
    """The key of a printed name; None where it has no letter or digit.

    Args:
        name: As printed.
        province: Two letters, `TN`: the document's, for municipalities that have namesakes.
    """
    return _remembered(name, province)


@lru_cache(_REMEMBERED)
def _remembered(name: str, province: str | None) -> Key | None:
    found = _key(name, province)
    if found is None or found.metodo == "tabella":
        return found
    for _ in range(_TURNS):
        again = _key(found.chiave, province)
        if again is None or again.chiave == found.chiave:
            break
        found = again
    return found


def _key(name: str, province: str | None) -> Key | None:
    if len(name) > _MOST_CHARACTERS:
        plain = without_small(words(name), table().small)
        return Key(" ".join(plain)) if plain else None
    bare = without_acronym(name)
    found = _begun(words(bare))
    if not found:
        return None
    listed = _district(found) or _municipality(bare, found, province)
    if listed:
        return listed
    key = _rewritten(without_small(found, table().small))
    if body := _bodies().get(key):
        return Key(body[0], "tabella", body[1])
    if bare is not name and is_common(key) and (short := acronym(name)):
        key = (*key, *words(short))  # `Consorzio Intercomunale di Servizi` is not one only
    return Key(" ".join(key))


def without_acronym(name: str) -> str:
    """A name without its own acronym in brackets: `CONSORZIO DI SERVIZI (C.I.DIS.)`."""
    if "(" not in name and "[" not in name:
        return name
    for found in _BRACKETS.finditer(name):
        rest = name[: found.start()] + " " + name[found.end() :]
        if _abbreviates(found[1], rest):
            return rest
    return name


def acronym(name: str) -> str | None:
    """The acronym that a name gives of itself in brackets, as printed."""
    found = [each[1] for each in _BRACKETS.finditer(name)]
    bare = _BRACKETS.sub(" ", name)
    return next((each for each in found if _abbreviates(each, bare)), None)


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of one word stand in a name in this order, the first at its beginning.

    The sign of a province behind a municipality is none: `Comune di Livo (CO)`.
    """
    letters, rest = "".join(words(short)), "".join(words(name))
    if len(words(short)) != 1 or not rest or letters[0] != rest[0] or len(letters) < 2:
        return False
    if short in provinces() and _title(_begun(words(name))):
        return False
    left = iter(rest)
    return all(letter in left for letter in letters)


def _district(found: Sequence[str]) -> Key | None:
    """The key of a family district, if its name says a place of one and nothing else."""
    canonical = district(found) if found[0] == "distretto" else None
    if canonical is None:
        return None
    key = _rewritten(without_small(words(canonical), table().small))
    return Key(" ".join(key), "tabella", canonical)


def _municipality(name: str, found: Sequence[str], province: str | None) -> Key | None:
    """The key of a municipality that a title stands before, `Comune di`, `Municipio di`."""
    title = _title(found)
    if not title:
        return None
    key = municipality_key(_bare(name, title), province)
    if key is None and (title == _TOWN or _BY_ARTICLE.search(name)):
        key = municipality_key(name, province)
    return key or _unsettled(found)


def _bare(name: str, title: Phrase) -> str:
    """A name as printed, without its title: candidates for less are found in less time."""
    pattern = r"\W+".join(title)
    return re.sub(rf"(?i)^\W*(?:\w+\W+)??{pattern}\b(?:\s+d(?:[ie]\b|['’]))?\s*", "", name)


def _unsettled(found: Sequence[str]) -> Key | None:
    """`Comune di Pergine`, which no municipality is called, or `Comune di Samone`, which two are.

    A town's title alone makes no municipality: `Città Futura`.
    """
    if found[:1] == [*_TOWN]:
        return None
    while found and ((title := _title(found)) or (len(found) > 1 and found[0] in table().small)):
        found = found[len(title) or 1 :]
    return Key(" ".join(("comune", *found)))


def _begun(found: Sequence[str]) -> Sequence[str]:
    """Words without the small ones that they begin with: `il Comune di Ala`."""
    small, first = table().small, 0
    while len(found) > first + 1 and found[first] in small:
        first += 1
    return found[first:]


def _title(found: Sequence[str]) -> Phrase:
    return next((t for t in table().titles if tuple(found[: len(t)]) == t), ())


@cache
def _bodies() -> Mapping[Phrase, tuple[str, str]]:
    """The key of each body that has several names, by each of them, and why."""
    return {
        _rewritten(name): (" ".join(_rewritten(names[0])), reason)
        for names, reason in table().bodies
        for name in names
    }


def _rewritten(found: Phrase) -> Phrase:
    """Words with the phrases of the table put in their one form, and the legal forms aside."""
    known = table()
    found = tuple(known.words.get(word, word) for word in _saints(found))
    found = _settled(found)
    forms = list(_forms(found))
    if not forms:
        return found
    rest = tuple(w for n, w in enumerate(found) if not any(n in place for place, _ in forms))
    fronts = dict.fromkeys(front for _, front in forms if front)
    if not rest or (not fronts and is_place(rest)):
        return found
    rest = _settled(rest)
    if len(kind_of(rest)) in range(1, len(rest)):
        return rest
    return (*list(fronts)[:1], *rest)


def _saints(found: Sequence[str]) -> Phrase:
    last = len(found) - 1
    return tuple("san" if w in _SAINTS and n < last else w for n, w in enumerate(found))


def _settled(found: Phrase) -> Phrase:
    """Words with each phrase that is another one put for it, the longest first."""
    known = table()
    done: list[str] = []
    n = 0
    while n < len(found):
        for size in range(min(known.longest, len(found) - n), 0, -1):
            same = known.same.get(found[n : n + size])
            if same and (same.where == "anywhere" or n == 0):
                done += same.words
                n += size
                break
        else:
            done.append(found[n])
            n += 1
    return tuple(done)


def _forms(found: Phrase) -> Iterator[tuple[range, str]]:
    """The legal forms among some words: where each stands, and what stands for it in front."""
    known, n = table(), 0
    while n < len(found):
        for size in range(min(known.longest, len(found) - n), 0, -1):
            form = known.forms.get(found[n : n + size])
            ends = n == 0 or n + size == len(found)
            if form and (form.where == "anywhere" or (n > 0 if form.where == "behind" else ends)):
                yield range(n, n + size), form.front
                n += size
                break
        else:
            n += 1


def is_place(found: Sequence[str]) -> bool:
    """Whether words are the name of a municipality and nothing else."""
    return is_listed(" ".join(found))


def kind_of(found: Sequence[str]) -> Phrase:
    """The words that say what kind of body this is: `istituto comprensivo`, `pro loco`."""
    known = _kinds()
    for size in range(min(len(found), known.longest), 0, -1):
        if tuple(found[:size]) in known.phrases:
            return tuple(found[:size])
    return ()


def is_common(found: Sequence[str]) -> bool:
    """Whether the words behind the first of a key say nothing of who it is."""
    return table().common.issuperset(found[1:])


@lru_cache(_REMEMBERED)
def is_kind(key: str) -> bool:
    """Whether a key says what a body is and not which: `apt`, `biblioteca`, `ufficio tecnico`."""
    found = tuple(key.split())
    kind = kind_of(found)
    if not kind or kind in table().unique:
        return False
    is_unit = kind in _kinds().units
    return all(
        word in table().common or (is_unit and word in _subjects()) for word in found[len(kind) :]
    )


def is_local(key: str) -> bool:
    """Whether a key may be that of one body in each village: of such a kind, and with no place."""
    found = tuple(key.split())
    kind = kind_of(found)
    named = found[len(kind) :]
    has_place = any(is_place(named[n:end]) for n, end in combinations(range(len(named) + 1), 2))
    return kind in table().local and bool(named) and not has_place


def place_of(key: str) -> str:
    """The key of a body without its kind: `comune bondone` is of `bondone`."""
    found = key.split()
    return " ".join(found[len(kind_of(found)) :] or found)


def _subjects() -> frozenset[str]:
    from extractors.organisations.lexicon import lexicon

    return lexicon().subjects


def kinds() -> frozenset[Phrase]:
    """Every kind and unit, as it stands in keys."""
    return _kinds().phrases


class _Kinds(Struct, frozen=True, gc=False):
    phrases: frozenset[Phrase]
    units: frozenset[Phrase]
    longest: int


@cache
def _kinds() -> _Kinds:
    """The kinds and units of the lexicon, as they stand in keys; few documents need them."""
    from extractors.organisations.lexicon import lexicon

    phrases, units = (
        {
            _settled(without_small(phrase.split(), table().small))
            for phrase, label in lexicon().labels.items()
            if label == wanted
        }
        for wanted in ("kind", "unit")
    )
    phrases |= units | {same.words for same in table().same.values()} - {("utetd",)}
    phrases |= {(form.front,) for form in table().forms.values() if form.front}
    return _Kinds(frozenset(phrases), frozenset(units), max(map(len, phrases)))
