"""The words of a name, by which spellings of it are compared.

    C.S.4. SOCIETA' COOPERATIVA SOCIALE     cs4 societa cooperativa sociale
    Azienda per il Turismo d'Ambito         azienda per il turismo d ambito
    Corpo VV. F. volontari                  corpo vv f volontari

Letters alone are joined where three or more follow one another (`B e r s n t o l`), or where dots
part them (`V. V. F.`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import cache
from itertools import groupby
from unicodedata import combining, normalize

_LETTER_SPACED = 3
_NUMBER = frozenset(("n", "nr", "num", "numero"))
Phrase = tuple[str, ...]


def words(text: str) -> list[str]:
    """The words of a name: small letters without accents, acronyms without dots."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join([c for c in normalize("NFKD", plain) if not combining(c)]).casefold()
    if "." in plain:
        plain = _dotted().sub(lambda found: f" {_without_dots(found[0])} ", plain)
    found = re.findall(r"[^\W_]++", plain)
    if sum(map(_is_letter, found)) < _LETTER_SPACED:
        return found
    joined: list[str] = []
    for is_letter, run in groupby(found, key=_is_letter):
        letters = list(run)
        joined += ["".join(letters)] if is_letter and len(letters) >= _LETTER_SPACED else letters
    return joined


def spelt(text: str) -> str:
    """The words of a name with single blanks: what two spellings of it share."""
    return " ".join(words(text))


def without_small(found: Sequence[str], small: Container[str]) -> Phrase:
    """Words without the small ones, but for the last: `Sezione E` is not `Sezione`.

    Nor with the `i` behind a small one (`per i minori`) and the `n` before a number (`n. 5`).
    """
    last = len(found) - 1
    return tuple(
        word
        for n, word in enumerate(found)
        if n == last
        or not (
            word in small
            or (word == "i" and n and found[n - 1] in small)
            or (word in _NUMBER and found[n + 1].isdigit())
        )
    )


def _without_dots(text: str) -> str:
    return "".join(text.replace(".", " ").split())


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


@cache
def _dotted() -> re.Pattern[str]:
    """An acronym with dots, `C.I.diS.`, or letters alone with dots and blanks, `S. r. l.`."""
    return re.compile(
        r"(?<![^\W_])(?:(?:[^\W_]{1,3}\.){2,}+(?:[^\W_]{1,3}(?!\w)\.?)?"
        r"|[^\W\d_](?:\.\s*+[^\W\d_](?![^\W_]))++\.?)"
    )
