"""Letters that another encoding left as two or three: UTF-8 read a byte a letter, NFD, ligatures.

`perchÃ©`, `attivitÃ `, `lâ€™anno`, `natalitĂ` for perché, attività, l’anno, natalità: the bytes of
UTF-8 that were read as Windows-1252 or 1250, once or, as `perchÃƒÂ©`, twice. An accent that stands
behind its letter as a mark of its own, as some PDFs and Macs write it, joins it; `ﬁ`, one sign,
becomes two letters. What gives no letter or sign of Italian is left: `SÃO` is Portuguese.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

from pipeline.repair.edit import Edit, apart

BYTES, MARK, LIGATURE, CONTROL = "ENC010", "ENC011", "ENC012", "ENC013"

_LEADS = "ÃÂâĂ"
_PLAUSIBLE = frozenset("àâáäèêéëìíòôóöùûúüçñßÀÂÁÄÈÊÉËÌÍÒÔÓÖÙÛÚÜÇ€§°ª²³¹º£«»…–—‘’“”•·\xa0")
_SIGNS = frozenset("€–—‘’“”•‚„‹›")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"} | {
    "\uf001": "fi",
    "\uf002": "fl",
}
"""The signs of Unicode, and those of fonts older than it."""
_CONTROLS = tuple(map(chr, range(0x80, 0xA0)))
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0308\u030a\u030c\u0327"


def mend_encodings(text: str) -> list[Edit]:
    """The edits in order; none overlap."""
    if text.isascii():
        return []
    found: list[Edit] = []
    if any(lead in text for lead in _LEADS):
        found += _misread(text)
    if any(mark in text for mark in _MARKS):
        found += _marked(text)
    if any(sign in text for sign in _LIGATURES):
        found += [
            Edit(LIGATURE, each.start(), each[0], _LIGATURES[each[0]])
            for each in re.finditer("[ﬀ-ﬆ\uf001\uf002]", text)
        ]
    return apart([*found, *_controls(text)])


def _controls(text: str) -> list[Edit]:
    """Control characters whose byte is a sign that Italian acts print: the euro's, quotes."""
    here = [control for control in _CONTROLS if control in text]
    if not here:
        return []
    found = re.finditer(f"[{''.join(here)}]", text)
    signs = ((each.start(), each[0], _sign(each[0])) for each in found)
    return [Edit(CONTROL, at, control, sign) for at, control, sign in signs if sign]


@cache
def _sign(control: str) -> str | None:
    sign = control.encode("latin-1").decode("cp1252", "ignore")
    return sign if sign in _SIGNS else None


def _misread(text: str) -> list[Edit]:
    """Runs of two or three letters whose bytes are one letter of UTF-8."""
    found = []
    done = 0
    for lead in re.finditer(f"[{_LEADS}]", text):
        at = lead.start()
        if at < done:
            continue
        length = 3 if lead[0] == "â" else 2
        if twice := _misread_twice(text, at):
            done = at + len(twice.before)
            found.append(twice)
        elif original := _original(text[at : at + length]):
            found.append(Edit(BYTES, at, text[at : at + length], original))
        elif (
            lead[0] in "ÃĂ" and text[at - 1 : at].islower() and not text[at + 1 : at + 2].isalpha()
        ):
            found.append(_cut_short(text, at))
        elif _closes_quote(text, at):
            found.append(Edit(BYTES, at, text[at : at + 2], "”"))
    return found


def _closes_quote(text: str, at: int) -> bool:
    """Whether `â€` stands for `”`: of its bytes the last alone is no sign, and may be lost."""
    return text[at : at + 2] == "â€" and not text[at + 2 : at + 3].isalnum()


def _misread_twice(text: str, at: int) -> Edit | None:
    """Four to eight letters that are one letter of UTF-8, each byte of which was misread again."""
    run = _twice().match(text, at)
    if not run:
        return None
    for length in range(len(run[0]), 3, -1):
        letters = text[at : at + length]
        if (once := _decoded(letters)) and (original := _original(once)):
            return Edit(BYTES, at, letters, original)
    if run[0].startswith("ÃƒÂ") and text[at + 3 : at + 4] in ("", " ", "\n"):
        has_own = text[at + 3 : at + 5].isspace() and text[at + 3 : at + 5].startswith("  ")
        return Edit(BYTES, at, text[at : at + 3 + has_own], "à")
    return None


@cache
def _twice() -> re.Pattern[str]:
    """What `Ã`, `Â` and `â` become: `Ãƒ`, `Ã‚`, `Ã¢`."""
    return re.compile(r"Ã[ƒ‚¢][^\x00-\x7f]{1,6}")


@cache
def _decoded(letters: str) -> str | None:
    """Letters of Windows-1252 as the UTF-8 that their bytes are."""
    try:
        return b"".join(_byte(letter, "cp1252") for letter in letters).decode("utf-8")
    except UnicodeError:
        return None


def _cut_short(text: str, at: int) -> Edit:
    """`à`, whose second byte is a no-break space: it became a blank, or was lost with the rest."""
    has_own = text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].isspace()
    return Edit(BYTES, at, text[at : at + 1 + has_own], "à")


@cache
def _original(letters: str) -> str | None:
    """What the bytes of some letters are in UTF-8, if that is a letter or sign of Italian."""
    for page in ("cp1252", "cp1250", "latin-1"):
        try:
            original = b"".join(_byte(letter, page) for letter in letters).decode("utf-8")
        except UnicodeError:
            continue
        if original in _PLAUSIBLE:
            return " " if original == "\xa0" else original
    return None


def _byte(letter: str, page: str) -> bytes:
    """The byte of a letter; five of Windows-1252 have none, and stay the controls they are."""
    return letter.encode("latin-1" if letter in _CONTROLS else page)


def _marked(text: str) -> list[Edit]:
    """Letters with marks of their own behind them."""
    marked = re.finditer(rf"[^\W\d_][{_MARKS}]+", text)
    pairs = ((each, normalize("NFC", each[0])) for each in marked)
    return [Edit(MARK, each.start(), each[0], whole) for each, whole in pairs if whole != each[0]]
