"""An office with a name below or beside it, as signatures stand where no word says `f.to`.

    Il Responsabile del Settore / dott.ssa Ada Bruni
    … all'Albo. IL SINDACO / Mario Rossi                    behind the last point's words
    Il Segretario comunale   Il Presidente                  side by side, the names below
    Il Direttore - dott. Ivo Bassi -                        on one line

The office has its article and a capital and is all that its line or column holds. An office in a
sentence (`… al Responsabile del Settore`), one under words that announce a list, and one with more
points behind it sign nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from extractors.text_lines import trimmed

_ARTICLE = r"(?:(?:I[lL]|L[aAoO])(?![^\W_])|L['’])\s*"
_OFFICES = (
    r"(?i:vice[\s-]?)?(?=[A-ZÀ-Ý])(?i:dirigent|responsabil|sindac|vicesindac|president|direttor"
    r"|direttric|segretari|commissari|funzionari|capo|coordinator|titolar|comandant|rettor|assessor"
    r"|incaricat|delegat)[^\W\d_]*"
)
_SMALL = frozenset(
    (
        *("di", "del", "dello", "della", "dell", "dei", "degli", "delle", "e", "ed", "ad", "al"),
        *("alla", "alle", "ai", "per", "a", "in", "con"),
    )
)
_QUALIFIES = re.compile(
    r"(?:[a-z]+(?:ale|ivo|iva|ario|aria|ico|ica)|verbalizzante|reggente|incaricat[oa]|delegat[oa]"
    r"|supplente|vicario|vicaria|facente|funzioni|f\.f\.|ff|pro|tempore)\W*\Z"
)
_TITLES = (
    r"(?:(?i:dott(?:\.?\s?ssa)?|dr(?:\.?\s?ssa)?|avv|ing|arch|geom|rag|prof(?:\.?\s?ssa)?|cap|magg"
    r"|sig(?:\.?\s?ra)?|comm|isp|p\.\s?i|per\.\s?ind)\.?\s+)"
)
_WORD = r"(?:[A-ZÀ-Ý][\w'’À-ÿ]*(?:-[A-ZÀ-Ý]\w*)?\.?|d[eaio]l?l?[ae]?)"
_NAME = rf"(?P<name>{_TITLES}*[A-ZÀ-Ý][\w'’.À-ÿ-]*(?:\s{_WORD}){{1,4}})"
_SIGN = r"(?:(?i:f\.?\s?to|firmato(?:\s+digitalmente)?(?:\s+da)?)[\s:.]*)?"
_NO_NAMES = frozenset(
    (
        *("SETTORE", "SERVIZIO", "SERVIZI", "AREA", "UFFICIO", "COMUNE", "COMUNALE", "PROVINCIA"),
        *("PROVINCIALE", "GENERALE", "GENERALI", "AFFARI", "LAVORI", "PUBBLICI", "TECNICO"),
        *("FINANZIARIO", "SINDACO", "PRESIDENTE", "SEGRETARIO", "RESPONSABILE", "DIRIGENTE"),
        *("DIRETTORE", "COMMISSARIO", "COMANDANTE", "PARERE"),
        *("VISTO", "VISTA", "ALLEGATI", "ALLEGATO", "LOCALE", "POLIZIA", "STRAORDINARIO", "GIUNTA"),
        *("CONSIGLIO", "UFFICIALE", "PROCEDIMENTO", "TITOLARE", "ASSESSORE", "CERTIFICATO"),
    )
)
"""Words in capitals that no name holds: an office that runs over two lines, or what follows."""

_NO_FIRST = frozenset(("IL", "LA", "LO", "L'", "DEI"))
"""Words that begin no name, and stand in some: `Margherita La Rocca`."""

_MORE_POINTS = re.compile(
    r"[\n\r]\s*(?:[-•–]\s*)?(?:\d{1,2}\s?[.)]\s*|[a-z]\s?\)\s*)*[dD](?:i|I)\s"
)
_REACH = 300
"""Names stand, and more points would begin, no farther than this behind an office."""

_MAX_ROW = 160
_MAX_WORDS = 14


class Block(Struct, frozen=True, gc=False):
    """Where it begins, the office that signs, and the name under it where one is printed."""

    start: int
    qualifica: slice
    nome: slice | None


def block_in(text: str, line: slice, end: int) -> Block | None:
    """The signature that a printed line is, or that begins behind its last sentence."""
    first = _office().match(text, line.start, line.stop)
    found = first or _office_behind().search(text, line.start, line.stop)
    if not found or not _is_open(text, found.start("office")):
        return None
    start = found.start("office")
    row = slice(start, _row_end(text, start, end))
    if row.stop - row.start > _MAX_ROW:
        return None
    block = _above_names(text, row, end) or _beside_name(text, row)
    if block is None:
        return None
    stop = max(row.stop, block.nome.stop if block.nome else 0)
    return None if _MORE_POINTS.search(text, stop, min(end, stop + _REACH)) else block


def is_secretary(words: str) -> bool:
    """Whether an office keeps the minutes: the organ's own signature counts before it."""
    return "SEGRETARI" in words.upper()


def _is_open(text: str, at: int) -> bool:
    """Whether a signature may begin here: no list is announced, and no row of a table goes on.

    Offices and names right above belong to the same list, or to the same signatures.
    """
    before = text[max(0, at - _REACH) : at].rstrip(" *_-–")
    if before.endswith("\t"):
        return False
    lines = before.split("\n")
    while lines and (not lines[-1].strip() or _is_listed(lines[-1].strip())):
        lines.pop()
    return not lines or lines[-1].rstrip()[-1:] not in (":", ",")


def _is_listed(line: str) -> bool:
    return _is_office(line) or _person().fullmatch(line) is not None


def _row_end(text: str, start: int, end: int) -> int:
    """Where the printed row ends, or is longer than any that signs."""
    stop = min(end, start + _MAX_ROW + 1)
    found = re.compile(r"[\n\r\v]").search(text, start, stop)
    return found.start() if found else stop


def _above_names(text: str, row: slice, end: int) -> Block | None:
    """Offices that fill the row, with names or the note of a digital signature on the next."""
    offices = list(_side_by_side(text, row))
    if not offices or not all(_is_office(text[office]) for office in offices):
        return None
    below = re.compile(r"[^\W_]|_{3}").search(text, row.stop, min(end, row.stop + _REACH))
    if not below:
        return None
    start = max(text.rfind(mark, row.stop, below.start()) + 1 for mark in "\n\r\v")
    names = slice(start, _row_end(text, below.start(), end))
    first = next((n for n, part in enumerate(offices) if not is_secretary(text[part])), 0)
    if _note().match(text, below.start(), names.stop):
        return Block(row.start, offices[first], _under_note(text, names.stop, end))
    found = _names(text, names, len(offices))
    return Block(row.start, offices[first], found[first]) if found else None


def _under_note(text: str, at: int, end: int) -> slice | None:
    """The name under the note of a digital signature, alone on the next printed line."""
    begin = at + _blanks(text, at, end)
    return _name(text, trimmed(text, begin, _row_end(text, begin, end)))


def _blanks(text: str, at: int, end: int) -> int:
    few = text[at : min(end, at + _FEW)]
    return len(few) - len(few.lstrip())


_FEW = 8


def _side_by_side(text: str, row: slice) -> Iterator[slice]:
    """The offices of a row: each begins with its article, behind a blank."""
    starts = [found.start("office") for found in _next_office().finditer(text, row.start, row.stop)]
    for start, stop in zip(starts, [*starts[1:], row.stop], strict=True):
        yield trimmed(text, start, stop)


def _is_office(words: str) -> bool:
    """Whether words are an office and no sentence: `Il Responsabile del servizio finanziario`."""
    head = re.match(_ARTICLE + _OFFICES, words)
    if not head or any(map(str.isdigit, words)) or words.count(" ") > _MAX_WORDS:
        return False
    before = ""
    for word in re.split(r"[\s'’]+", words[head.end() :].strip(" :.,-–")):
        bare = word.strip("(),.-–")
        is_small = bare[:1].islower()
        if is_small and bare not in _SMALL and before not in _SMALL and not _QUALIFIES.match(bare):
            return False
        before = bare
    return before.lower() not in _SMALL or not before


def _names(text: str, row: slice, count: int) -> Sequence[slice]:
    """The names of a row, as many as there are offices over it, else none."""
    columns = [slice(*each.span()) for each in _columns().finditer(text, row.start, row.stop)]
    if len(columns) == 1 and count == _PAIR:
        columns = _halved(text, columns[0])
    names = [name for column in columns if (name := _name(text, column))]
    return names if len(names) == count == len(columns) else ()


_PAIR = 2


def _halved(text: str, row: slice) -> list[slice]:
    """Two names that one blank parts: cut before a title, else in the middle of four words."""
    cut = re.compile(rf"(?<=\s)(?:(?i:f\.?\s?to)\s|{_TITLES})").search(
        text, row.start + 8, row.stop
    )
    if cut:
        return [trimmed(text, row.start, cut.start()), slice(cut.start(), row.stop)]
    words = list(re.compile(r"\S+").finditer(text, row.start, row.stop))
    if len(words) != _PAIR * _PAIR:
        return [row]
    return [slice(row.start, words[1].end()), slice(words[2].start(), row.stop)]


def _name(text: str, part: slice) -> slice | None:
    found = _person().fullmatch(text, part.start, part.stop)
    words = found["name"].upper().split() if found else []
    if not found or words[0] in _NO_FIRST or not _NO_NAMES.isdisjoint(words):
        return None
    return slice(*found.span("name"))


def _beside_name(text: str, row: slice) -> Block | None:
    """`Il Direttore - dott. Ivo Bassi -`, `IL SINDACO Mario Rossi`, `Il Sindaco: Mario Rossi`."""
    for found in _parting().finditer(text, row.start, row.stop):
        office, rest = trimmed(text, row.start, found.start()), slice(found.end(), row.stop)
        name = _name(text, trimmed(text, rest.start, rest.stop))
        if name and _is_office(text[office]):
            return Block(row.start, office, name)
    return None


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"(?P<office>{_ARTICLE}{_OFFICES})")


@cache
def _office_behind() -> re.Pattern[str]:
    return re.compile(rf"[.;]\s{{1,80}}(?P<office>{_ARTICLE}{_OFFICES})")


@cache
def _next_office() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\s*])(?P<office>{_ARTICLE}{_OFFICES})")


@cache
def _columns() -> re.Pattern[str]:
    return re.compile(r"[^\s](?:[^\s]| (?! ))*")


@cache
def _person() -> re.Pattern[str]:
    return re.compile(rf"[(–\s-]*{_SIGN}{_NAME}[)–.\s-]*")


@cache
def _note() -> re.Pattern[str]:
    return re.compile(
        r"_{3}|(?i:documento\s+(?:informatico\s+)?(?:sottoscritto|firmato)"
        r"|(?:firmato|sottoscritto)\s+digitalmente(?!\s+da)|firma\s+(?:digitale|autografa))"
    )


@cache
def _parting() -> re.Pattern[str]:
    return re.compile(
        rf"\s*[:–-]\s*|\t| {{2,}}|\s(?={_TITLES})|(?<=[A-ZÀ-Ý]{{2}})\s(?=[A-ZÀ-Ý][a-zà-ÿ])|\s\("
    )
