"""People and bodies with their offices and e-mail addresses, as a cell names them.

    Elisa Bortolamedi Assessora alle Politiche giovanili … elisa.bortolamedi@comune.pergine.tn.it
    Assessore alla famiglia Mario Rossi
    Mario Rossi (Comune di Ala) e Anna Bianchi - ASIF Chimelli
    Comune di Pergine Valsugana

Nothing parts a name from an office but the office's own words, which `schemas/programme.toml`
lists. An honorific (`dott.ssa`) is part of the name. Which of two capitalised names is the first
name is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from extractors.folding import folded
from extractors.printed import printed
from extractors.programme.lexicon import is_unknown, word_set
from schemas.flow import BREAK, LINE, WRAP

EMAIL = r"(?<![\w.+'-])[\w.+'-]{1,64}+(?<=\w)@[\w-]{1,63}+(?:\.[\w-]{1,63}+)+"
"""An e-mail address."""

_BETWEEN = re.compile(r"\s*[;\n]\s*|\s+/\s+|\s+(?:e|ed|&)\s+(?=[A-ZÀ-Ý])|,\s+")
_PHONE = re.compile(
    r"(?i)\(?(?:\b(?:tel|cell|telefono|cellulare)\b[.:]*\s*)?(\+?\d[\d /.-]{5,}\d)\)?"
)
_TRIM = " \t\n\v\r,;:.–—-/()<>[]•*"
_OUTER = " \t\n\v\r,;:–—-/<>•*"
_MAX_NAME_WORDS = 5
_MAX_CELL_CHARACTERS = 4000
"""A longer cell is prose that nobody can part."""
_MIN_ACRONYM = 3
_NO_NAMES = ("offices", "bodies", "matters")


class Person(Struct, frozen=True, gc=False):
    """A person or body, as printed."""

    nome: str | None
    qualifica: str | None = None
    email: str | None = None
    telefono: str | None = None


def people(cell: str) -> list[Person]:
    """Who a cell of a flow names, in order: one at least, unless it says that nobody is known."""
    text = printed(whole_addresses(cell))
    if is_unknown(text):
        return []
    if len(text) > _MAX_CELL_CHARACTERS:
        return [Person(text)]
    emails = list(re.finditer(EMAIL, text)) if "@" in text else []
    if not emails:
        return [_person(part, None) for part in _several(text)]
    found: list[Person] = []
    start = 0
    for group in _neighbours(text, emails):
        names = _several(text[start : group[0].start()])
        start = group[-1].end()
        addresses = [each[0] for each in group]
        if len(names) == len(addresses):
            found += map(_person, names, addresses)
        else:
            found += _with_addresses(names, addresses)
    if (rest := text[start:].strip(_TRIM)) and found:
        found[-1:] = _after(found[-1], rest)
    return found


def whole_addresses(cell: str) -> str:
    """A cell whose addresses no line cuts: `anna@comune.⏎ala.tn.it`."""
    if "@" not in cell and "www" not in cell and "http" not in cell:
        return cell
    return "".join(_mended(cell))


def _mended(cell: str) -> Iterator[str]:
    """The cell by its words; what parts two halves of an address is left out."""
    words = re.split(rf"([ {WRAP}{LINE}{BREAK}\t]+)", cell)
    for n, word in enumerate(words):
        is_gap = n % 2 == 1
        if is_gap and " " not in word and _is_cut(words[n - 1], words[n + 1]):
            continue
        yield word


def _is_cut(before: str, after: str) -> bool:
    """Whether two words are one address: an address that a sign ends, or a sign begins the rest."""
    is_address = "@" in before or before.startswith(("www.", "http"))
    if not is_address or ("@" in after and "@" in before):
        return bool(before) and after.startswith("@") and "." in after
    host = before.rpartition("@")[2]
    is_open = before.endswith((".", "@", "/", "-", "_")) or ("@" in before and "." not in host)
    return (is_open and after[:1].islower()) or after.startswith((".", "@"))


def _neighbours(text: str, emails: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The addresses, those together that nothing parts but a comma or `e`."""
    group = [emails[0]]
    for email in emails[1:]:
        if text[group[-1].end() : email.start()].strip(_TRIM) in ("", "e", "o"):
            group.append(email)
        else:
            yield group
            group = [email]
    yield group


def _with_addresses(names: Sequence[str], addresses: Sequence[str]) -> list[Person]:
    """Names and addresses that are not as many: what has no partner stands alone."""
    if len(names) <= 1:
        return [_person(names[0] if names else "", ", ".join(addresses))]
    missing = len(names) - len(addresses)
    padded = [None] * max(missing, 0) + list(addresses)
    return [_person(name or "", email) for name, email in zip_longest(names, padded)]


def _after(last: Person, rest: str) -> list[Person]:
    """The last person and what stands behind the address: a number is theirs, a name is not."""
    phone = _PHONE.fullmatch(rest)
    if phone and not last.telefono:
        return [replace(last, telefono=phone[1])]
    return [last, *(_person(part, None) for part in _several(rest))]


def _several(text: str) -> list[str]:
    """The text cut where another person begins; an office may hold the same signs."""
    pieces: list[str] = []
    start = at = 0
    for between in _BETWEEN.finditer(text):
        before, after = text[start : between.start()], text[between.end() :]
        if between.start() >= at and _is_name(before) and _begins_with_person(after):
            pieces.append(before)
            start = between.end()
        at = between.end()
    pieces.append(text[start:])
    return [piece for piece in (piece.strip(_OUTER) for piece in pieces) if piece]


def _is_name(text: str) -> bool:
    """Whether a person's name stands in the text, so that another may follow."""
    return bool(text.strip(_TRIM)) and not _is_body(text) and len(text.split()) > 1


def _begins_with_person(text: str) -> bool:
    """Whether two words or more that may be a name stand first; `ASIF Chimelli` is a body."""
    words = text.split()
    size = _name_size(words)
    bare = [word for word in words[:size] if _key(word) not in word_set("people", "titles")]
    is_acronym = bool(bare) and len(bare[0]) >= _MIN_ACRONYM and bare[0].isupper()
    return len(bare) > 1 and not _is_body(text) and (not is_acronym or text.isupper())


def _person(text: str, email: str | None) -> Person:
    """A name and the office after it, before it, or in brackets."""
    phone = _PHONE.search(text)
    if phone:
        text = text[: phone.start()] + text[phone.end() :]
    number = phone[1] if phone else None
    words = text.strip(_OUTER).split()
    if not words or is_unknown(text):
        return Person(None, None, email, number)
    if _is_body(text):
        name, office = _body(" ".join(words))
    elif _key(words[0]) in word_set("people", "offices"):
        name, office = _office_first(words)
    else:
        size = _name_size(words) or len(words)
        name, office = " ".join(words[:size]), " ".join(words[size:])
    return Person(_bare(name) or None, _bare(office) or None, email, number)


def _bare(text: str) -> str:
    """Without the signs around it, and the brackets if they hold all of it."""
    text = text.strip(_OUTER)
    is_bracketed = text.startswith("(") and text.find(")") in (-1, len(text) - 1)
    return text.strip("() ") if is_bracketed else text


def _body(text: str) -> tuple[str, str]:
    """A body; a person behind a dash, comma or colon is the one who stands for it."""
    for sign in (" - ", " – ", ": ", ", "):
        body, found, name = text.partition(sign)
        if found and _begins_with_person(name) and _name_size(name.split()) == len(name.split()):
            return name, body
    return text, ""


def _office_first(words: Sequence[str]) -> tuple[str, str]:
    """`Sindaco Mario Rossi`, `Assessore alla famiglia Mario Rossi`: name and office."""
    if _begins_with_person(" ".join(words[1:])):
        size = 1 + _name_size(words[1:])
        return " ".join(words[1:size]), " ".join([words[0], *words[size:]])
    for size in (4, 3, 2):
        before, name = words[-size - 1 : -size], words[-size:]
        if not before or _name_size(name) < size or not _begins_with_person(" ".join(name)):
            continue
        key = _key(before[0])
        is_subject = not before[0][:1].isupper() or key in word_set("people", "matters")
        if is_subject and key not in word_set("people", "leading"):
            return " ".join(name), " ".join(words[:-size])
    return "", " ".join(words)


def _name_size(words: Sequence[str]) -> int:
    """How many of the first words are a name: capitalised, and none begins an office or a body."""
    size = count = 0
    for n, word in enumerate(words):
        key = _key(word)
        if key in word_set("people", "titles"):
            size = n + 1
            continue
        is_other = any(key in word_set("people", kind) for kind in _NO_NAMES)
        if key in word_set("people", "particles") and count:
            continue
        if is_other or not word[:1].isupper() or count == _MAX_NAME_WORDS:
            break
        count, size = count + 1, n + 1
        if word.endswith((",", ";", ":", ")")):
            break
    return size


def _is_body(text: str) -> bool:
    words = text.split(None, 1)
    return bool(words) and _key(words[0]) in word_set("people", "bodies")


def _key(word: str) -> str:
    return folded(word.replace(".", "")).replace(" ", "")
