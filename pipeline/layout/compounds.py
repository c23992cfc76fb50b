"""What Italian says of two parts of a word and the hyphen between them, in any document.

    escur-⏎sioni              no word ends so: a line's end parted the syllables
    storico-⏎ambientale       no syllable begins with a vowel behind a vowel: a compound
    tecnico-⏎politico         the first of two adjectives ends in -o: a compound
    attiva-⏎mente             two words of their own, but one adverb

Parts are given in small letters.
"""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache

from schemas import PACKAGE

WORDS = os.path.join(PACKAGE, "words.toml")

_VOWELS = "aeiouyàáèéìíòóùú"
_ONSET = f"(?:[bcdfgptv][lr]|s?[cg]h[lr]?|s[bcdfgpqtv][lr]?|s[lmn]|gn|ps|[^\\W\\d_{_VOWELS}])?"
_SYLLABLE_BEGINS = f"{_ONSET}[{_VOWELS}]"
_CLOSED = f"[{_VOWELS}]([bcdfglmnprstvz])\\Z"
_LAST_SYLLABLE = f"[cdglmnrstv][{_VOWELS}]\\Z"
_GLIDE = f"[iu][{_VOWELS}]"
_HIATUS = ("ea", "eo", "oo")
"""Vowels that a line's end may part: `mete-orologico`, `rate-ale`, `alco-ol`."""

_STEM_LETTERS, _PREFIX_LETTERS = 3, 3
"""Letters of a stem, at least, and of a prefix that melts into its word, `co-ordinare`, at most."""

_FIRST_ADJECTIVE = r"\w{3}(?:ic|iv|ari|ian)o\Z|\w{2}torio\Z"
_SECOND_ADJECTIVE = (
    r"(?!l|graf|pat|scop)\w{2,}(?:ic[oaie]|iche|al[ei]|iv[oaie]|ari[oae]?|ori[oae]?)\Z"
)
"""`partico-lari` and `socio-logico` are no compounds of two words."""


@cache
def _listed(key: str) -> frozenset[str]:
    with open(WORDS, "rb") as file:
        return frozenset(tomllib.load(file)[key].split())


def is_combining(left: str) -> bool:
    """Whether Italian writes compounds of this first part with a hyphen and without."""
    return left in _listed("combining")


def is_linked(left: str, right: str) -> bool:
    """Whether Italian mostly writes such compounds with a hyphen: `co-housing`, `pre-adolescenti`.

    Two vowels ask for it: `previsto`, but `pre-accoglienza`.
    """
    meets = is_combining(left) and left[-1] in _VOWELS and right[0] in _VOWELS
    return meets or left in _listed("linked")


def is_ending(right: str) -> bool:
    """Whether it ends words: `zione`, `te`; a few are words, too: `mente`."""
    return right in _listed("endings") or bool(re.match(_LAST_SYLLABLE, right))


def stem(word: str) -> str:
    """A word without its last vowels, which gender and number change; short ones as they are."""
    bare = word.rstrip(_VOWELS)
    return bare if len(bare) >= _STEM_LETTERS else word


def is_syllable(left: str, right: str) -> bool:
    """Whether the first part ends in a consonant as syllables do, and few words: `escur-sioni`."""
    closed = re.search(_CLOSED, left)
    if not closed or is_combining(left) or not re.match(_SYLLABLE_BEGINS, right):
        return False
    return right[0] not in _VOWELS and (closed[1] in "lmnr" or closed[1] == right[0])


def is_no_syllable(left: str, right: str) -> bool:
    """Whether the second part begins with a vowel where no syllable does: a word begins there."""
    if len(left) <= _PREFIX_LETTERS or right[0] not in _VOWELS:
        return False
    if is_combining(left) and left not in _listed("linked"):
        return False
    is_glide = left[-1] in _VOWELS and re.match(_GLIDE, right)
    return not (is_glide or left[-1] == "u" or left[-1] + right[0] in _HIATUS)


def are_adjectives(left: str, right: str) -> bool:
    """Whether the two are the adjectives of a compound, the first of them invariable."""
    is_linking = len(left) > _PREFIX_LETTERS and left[-1] == "o" and left in _listed("linked")
    is_first = is_linking or re.search(_FIRST_ADJECTIVE, left)
    return bool(is_first and re.match(_SECOND_ADJECTIVE, right))
