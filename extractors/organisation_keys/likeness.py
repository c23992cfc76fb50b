"""How alike two keys are, and why: what makes a misspelt or shortened name another's.

    comunita alta valsugana bernstol     comunita alta valsugana bersntol     a slip, 0.97
    cs4                                  cooperativa cs4                      without its kind, 0.95
    cidis                                consorzio intercomunale servizi      an acronym, 0.92
    comune pergine                       comune pergine valsugana             its beginning, 0.9

Numbers, initials and places are never slips: `Istituto comprensivo Trento 5` and `6`, the schools
of `Carano` and `Carzano` are not alike at all; nor are words that differ in their last letter,
which inflects (`Comunale`, `Comunali`), or short words. Only names that share a block are compared
(`blocks`), so that a thousand names are not a million pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from extractors.municipalities import is_listed
from extractors.organisation_keys.keys import is_kind, is_place, kind_of, kinds, organisation_key
from extractors.organisation_keys.table import is_valley, matching, table

_REMEMBERED = 512
_ORDER, _JOINED, _KIND, _ACRONYM, _BEGINNING = 0.97, 0.98, 0.95, 0.92, 0.9
_ROMAN = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"])
_ONLY = 0.9
_FEWEST_INITIALS = 3
_LONGEST_ACRONYM = 8
_BEGUN_LETTERS = 3
_SHORT_WORDS = 2
"""A name of fewer words is too short for a beginning of another."""


class Likeness(Struct, frozen=True, gc=False):
    """How alike two keys are, 0 to 1, and why they may be one."""

    score: float
    reason: str


class Nearest(Struct, frozen=True, gc=False):
    """The key that another is most like, clearly ahead of the next."""

    key: str
    likeness: Likeness


def nearest(key: str, others: Iterable[str]) -> Nearest | None:
    """Of some keys the one that this one stands for; None where none does, or two do."""
    own = blocks(key)
    found = [
        Nearest(other, alike)
        for other in others
        if not own.isdisjoint(blocks(other)) and (alike := likeness(key, other))
    ]
    found.sort(key=lambda each: (-each.likeness.score, each.key))
    if not found or found[0].likeness.score < matching().threshold:
        return None
    if len(found) > 1:
        lead = found[0].likeness.score - found[1].likeness.score
        if lead < matching().margin:
            return None
    return found[0]


def nearest_of_kind(kind: str, others: Iterable[str]) -> Nearest | None:
    """The only one of some keys that is of a kind: `apt valsugana` for `APT` alone."""
    found = [other for other in others if other.startswith(f"{kind} ")]
    return (
        Nearest(found[0], Likeness(_ONLY, "the only one of its kind")) if len(found) == 1 else None
    )


@lru_cache(_REMEMBERED)
def blocks(key: str) -> frozenset[str]:
    """What a key shares with those it is worth comparing with."""
    return frozenset(_blocks(key.split()))


def _blocks(words: Sequence[str]) -> Iterator[str]:
    whole = mended(" ".join(words))
    if whole:
        yield f"!{whole}"
        words = whole.split()
    else:
        yield f"!{' '.join(words)}"
    kind = kind_of(words)
    own = words[len(kind) :]
    yield f"={''.join(sorted(words))}"
    yield f"~{''.join(own or words)}"
    if kind == ("comune",):
        yield from (f"comune {word[:_BEGUN_LETTERS]}" for word in own[:1])
    initials = _initials(words)
    if len(initials) >= _FEWEST_INITIALS:
        yield f"#{initials}"
    for word in words if len(own) <= 1 else ():
        yield f"#{word}"
    letters = matching().slip_letters
    for word in own or words:
        if len(word) >= letters:
            yield f"<{' '.join(kind)}|{word[:_BEGUN_LETTERS]}"
            yield f">{' '.join(kind)}|{word[-_BEGUN_LETTERS:]}"


def likeness(one: str, other: str) -> Likeness | None:
    """How alike two different keys are; None where nothing says that they may be one."""
    first, second = one.split(), other.split()
    if one == other or (_is_municipality(first) and _is_municipality(second)):
        return None
    if one == mended(other) or other == mended(one):
        return Likeness(_KIND, "slip in its kind")
    if _marks(first) != _marks(second):
        return _acronym(first, second) or _acronym(second, first)
    if one.replace(" ", "") == other.replace(" ", ""):
        return Likeness(_JOINED, "blanks")
    if sorted(first) == sorted(second):
        return Likeness(_ORDER, "order of words")
    return (
        _slips(first, second)
        or _without_kind(first, second)
        or _beginning(first, second)
        or _acronym(first, second)
        or _acronym(second, first)
    )


@lru_cache(_REMEMBERED)
def mended(key: str) -> str | None:
    """The key that a name would have without the slips in the words of its kind, if it has any.

    `associazine carpe diem`, `amministrazione comunle cles`, which is then `comune cles`.
    """
    words = [_mended_word(word) or word for word in key.split()]
    found = organisation_key(" ".join(words)) if words != key.split() else None
    return found.chiave if found and not is_kind(found.chiave) else None


def _mended_word(word: str) -> str | None:
    """The word of a kind that another is one slip from."""
    if len(word) <= matching().slip_letters or _kind_words().get(word) == word:
        return None
    near = {_kind_words().get(form) for form in _shortened(word)} - {None}
    found = [each for each in near if each and _is_slip(word, each)]
    return found[0] if len(found) == 1 else None


def _shortened(word: str) -> Iterator[str]:
    """A word, and what is left of it without each of its letters: two with a slip share one."""
    yield word
    yield from (word[:n] + word[n + 1 :] for n in range(len(word)))


@cache
def _kind_words() -> Mapping[str, str]:
    """The long words of kinds, titles and forms of law, by what is left of them with a slip."""
    phrases = (*table().forms, *table().same, *table().titles, *kinds())
    long = {word for phrase in phrases for word in phrase if len(word) > matching().slip_letters}
    shortened = {form: word for word in sorted(long) for form in _shortened(word)}
    return shortened | {word: word for word in long}


def _is_municipality(words: Sequence[str]) -> bool:
    return words[:1] == ["comune"] and is_place(words[1:])


def _marks(words: Sequence[str]) -> list[str]:
    """The words in which no letter is a slip: numbers, Roman ones, initials."""
    return sorted(word for word in words if len(word) == 1 or word in _ROMAN or not word.isalpha())


def _slips(first: Sequence[str], second: Sequence[str]) -> Likeness | None:
    """Names of as many words, each the same or with one slip."""
    if len(first) != len(second):
        return None
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if not all(_is_slip(a, b) for a, b in pairs):
        return None
    from rapidfuzz.distance import OSA

    score = OSA.normalized_similarity(" ".join(first), " ".join(second))
    return Likeness(round(score, 3), "slip: " + ", ".join(f"{a} / {b}" for a, b in pairs))


def _is_slip(one: str, other: str) -> bool:
    """Whether two words are one letter apart, or two neighbours changed, and neither is a place."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < matching().slip_letters:
        return False
    if one[:-1] in (other, other[:-1]) or one == other[:-1]:
        return False
    from rapidfuzz.distance import OSA

    if OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    return not (is_listed(one) and is_listed(other))


def _without_kind(first: Sequence[str], second: Sequence[str]) -> Likeness | None:
    """`cs4` beside `cooperativa cs4`: what is left must be more than a place."""
    kinds = kind_of(first), kind_of(second)
    if bool(kinds[0]) == bool(kinds[1]):
        return None
    bare, whole = (first, second) if kinds[1] else (second, first)
    kind = kinds[0] or kinds[1]
    if kind not in table().left_out or list(bare) != list(whole[len(kind) :]):
        return None
    if is_place(bare) or is_valley(bare) or bare[0] == "san" or len("".join(bare)) < _BEGUN_LETTERS:
        return None
    return Likeness(_KIND, f"without its kind: {' '.join(kind)}")


def _beginning(first: Sequence[str], second: Sequence[str]) -> Likeness | None:
    """`comune pergine` beside `comune pergine valsugana`: only a municipality, if it is none."""
    short, whole = sorted((first, second), key=len)
    if short[:1] != ["comune"] or len(short) < _SHORT_WORDS or whole[: len(short)] != short:
        return None
    if is_place(short[1:]) or not is_place(whole[1:]):
        return None
    return Likeness(_BEGINNING, f"its beginning: {' '.join(short[1:])}")


def _acronym(first: Sequence[str], second: Sequence[str]) -> Likeness | None:
    """`utetd` beside the words it stands for; a kind in front of either does not count."""
    short = first[len(kind_of(first)) :] or first
    if len(short) != 1 or not _FEWEST_INITIALS <= len(short[0]) <= _LONGEST_ACRONYM:
        return None
    if len(second) < _FEWEST_INITIALS or short[0] != _initials(second) or is_place(short):
        return None
    return Likeness(_ACRONYM, f"acronym: {short[0]}")


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)
