"""Articles and their parts before or behind an act, as parts of a URN.

    artt. 3 bis, c. 4 bis, e 71 D.Lgs. 82/2005          art3bis-com4bis, art71
    comma 2, lettera b), dell'art. 17 del D.Lgs. …      art17-com2-letb
    Allegato 4/2 del D.Lgs. 118/2011                    the annex `4-2`

A range gives its two ends. An article without an act (`art. 5`, `art. 183 del citato decreto`) is
no citation.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

_LATIN = (
    r"(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|nonies|decies|undecies|duodecies"
    r"|terdecies|quaterdecies)"
)
_ORDINALS = ["primo", "secondo", "terzo", "quarto", "quinto", "sesto", "settimo", "ottavo"]
_ROMAN = {"i": 1, "v": 5, "x": 10}

_TOKENS = {
    "arts": r"artt\.?|ar(?:-\s)?ti(?:-\s)?co(?:-\s)?li",
    "art": r"art\.?(?![^\W\d_])|ar(?:-\s)?ti(?:-\s)?co(?:-\s)?lo",
    "com": r"com(?:-\s)?m[ai]\b|co(?:mm?)?\.|c\.(?=\s?\d)|co(?=\s?\d)|cc\.(?=\s?\d)|c(?=\s\d)",
    "let": r"let(?:-\s)?t(?:e(?:-\s)?r[ae]|\.)?(?![^\W\d_])",
    "num": r"(?:n(?:umero|\.)|punt[oi])(?=\s*\d)",
    "ann": r"all(?:egat[oi]|\.)(?![^\W\d_])",
    "ordinal": rf"(?:{'|'.join(_ORDINALS)})(?=\s+comma\b)|(?<=comma )(?:{'|'.join(_ORDINALS)})\b",
    "value": rf"\d+(?!\d)(?:[°º^])?(?:\s?[-¬]?\s?{_LATIN}\b(?:[\s.]\d{{1,2}}(?!\d|/))?)?"
    r"(?:[./]\d{1,2}(?!\d))?",
    "roman": r"[ivx]{1,5}(?:\.\d{1,2})?\b(?!\))",
    "letter": r"[\"“”']?[a-z]{1,2}(?:[\s-]bis)?[\"“”']?\)"
    r"|(?<=[\"“”'\s.])[a-df-z]\b[\"“”']?(?!['’])",
    "link": r"dell?['’]?\b|del(?:la|lo|l['’])?\b|dell['’]|degli\b|da\b|al?\b|ad\b|e(?:d|x)?\b|e\b"
    r"|gli\b|l['’]|(?:primo|secondo|terzo|quarto|ultimo)\s+periodo|alinea\b|nonch[ée]\b|[,;()–-]",
    "tail": r"(?:e\s+)?(?:segg?\.|ss\.|seguent[ei])",
}
_TOKEN = "|".join(f"(?P<{name}>{form})" for name, form in _TOKENS.items())
_ANY = "|".join(f"(?:{form})" for form in _TOKENS.values())
_PARTS = "|".join(_TOKENS[name] for name in ("com", "let", "ann"))
_OPENS = (
    rf"{_TOKENS['arts']}|{_TOKENS['art']}|{_TOKENS['ordinal']}"
    rf"|(?:{_PARTS})(?=\s*(?:n\.\s*)?(?:\d|[ivx]+\b|[\"“”]?(?!(?:di|al|da|e|ed|ad|il|la|le|in|si)\b)[a-z]{{1,2}}\b))"
)
_TO_ACT = (
    r"\s*,?\s*(?:(?:de(?:l|l(?:-\s)?la|llo|l['’]|ll['’]|i|gli|lle)|d['’]|di|al|alla|allo|all['’])\s*)?"
    r"(?:(?:di\s+)?cui\s+al(?:la|lo|l['’])?\s*)?"
    r"(?:(?:predett|anzidett|suddett|citat|succitat|sopra\s*citat|richiamat|surrichiamat|medesim"
    r"|stess|vigent|nuov)[oaie]\s+)?"
)
_FROM_ACT = (
    r"[ \xa0\r]*(?:e\s+s(?:s\.?\s?mm\.?\s?(?:e?\s?ii\.?)?|\.?\s?m\.?\s?(?:e\s+)?i\.?)[ \xa0\r]*)?"
    r"(?:[\"“«][^\"”»]{1,400}[\"”»][ \xa0\r]*)?(?:\([^()]{1,60}\)[ \xa0\r]*)?"
    r"(?:,?\s*(?:ed?\s+)?in\s+particolare\s*,?\s*)?"
    r"(?:,\s*|[ \xa0\r]+|\()(?:l['’]\s?|gli\s+|agli\s+|all['’]\s?|ex\s+)?"
    r"(?=art(?:\.|t\.|icol)|ar-\sti|arti-\sco|all(?:\.|egat))"
)
_STOPS = r";|\n(?!\s*(?:comm|lett|c\.))"
_TRAILING = r"(?:[\s,;(–-]|\b(?:e|ed|a|ad|da|al|gli)\b|\b(?:del(?:la|lo|l)?|l)\b|['’])+\Z"
_REACH_CHARACTERS = 260


class Articles(Struct, frozen=True, gc=False):
    """The parts of an act that are cited, and from where to where in the text."""

    start: int
    end: int
    parts: tuple[str, ...]
    annexes: tuple[str, ...]


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<chain>(?:{_OPENS})(?:\s*+(?>{_ANY}))*?){_TO_ACT}\Z")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"(?:{_OPENS})(?:\s*+(?:{_ANY}))*+")


def articles_before(low: str, act: int, floor: int) -> Articles | None:
    """The articles right before an act that begins at `act`; nothing before `floor` is read."""
    start = max(floor, act - _REACH_CHARACTERS)
    if not any(word in low[start:act] for word in ("art", "ar-", "all", "com", "let")):
        return None
    found = _before().search(low, start, act)
    return _read(low, *found.span("chain")) if found else None


def articles_behind(low: str, act_end: int, limit: int, is_act: re.Pattern[str]) -> Articles | None:
    """The articles right behind an act, unless they lead on to another; none reaches `limit`."""
    opened = re.compile(_FROM_ACT).match(low, act_end, limit)
    if opened is None:
        return None
    limit = min(limit, opened.end() + _REACH_CHARACTERS)
    stop = re.compile(_STOPS).search(low, opened.end(), limit)
    found = _behind().match(low, opened.end(), stop.start() if stop else limit)
    if found is None:
        return None
    trailing = re.search(_TRAILING, found[0])
    leads_on = trailing and "del" in trailing[0]
    if leads_on or _is_act_next(low, found.end(), is_act):
        return None
    end = found.start() + trailing.start() if trailing else found.end()
    return _read(low, found.start(), end)


def _is_act_next(low: str, at: int, is_act: re.Pattern[str]) -> bool:
    """Whether the articles belong to what follows: `art. 6 D.Lgs.`, `art. 6 del citato decreto`."""
    link = re.compile(_TO_ACT).match(low, at)
    start = link.end() if link else at
    return "del" in low[at:start] or is_act.match(low, start - 1) is not None


def _read(low: str, start: int, end: int) -> Articles | None:
    reader = _Reader()
    tokens = [(one.lastgroup or "", one[0]) for one in re.compile(_TOKEN).finditer(low, start, end)]
    for n, (kind, printed) in enumerate(tokens):
        after = next((name for name, _ in tokens[n + 1 :] if name != "link"), "")
        reader.take(kind, printed, after)
    parts = tuple(dict.fromkeys(_written(part) for part in reader.parts))
    if not parts and not reader.annexes:
        return None
    return Articles(start, end, parts, tuple(reader.annexes))


def _written(part: dict[str, str]) -> str:
    return "-".join(part[level] for level in _LEVELS if level in part)


class _Reader:
    """Builds the parts token by token; `level` is what the next value is."""

    def __init__(self) -> None:
        self.parts: list[dict[str, str]] = []
        self.annexes: list[str] = []
        self.level = ""
        self.is_list = False
        self.is_new = False
        self.is_plural = False
        self.links = ""

    def take(self, kind: str, printed: str, after: str) -> None:
        """Read one token; `after` is the kind of the next one that is no link."""
        if kind == "value" and after == "com" and self.level in ("com", "let") and not self.is_new:
            self.level, self.is_new = "art", True
        if kind == "link":
            self.links += printed
            return
        links, self.links = self.links, ""
        if kind in ("arts", "art"):
            if self.parts and links.startswith("del"):
                self._hand_on()
            self.is_list, self.level, self.is_new = kind == "arts", "art", True
        elif kind == "num" and self.level == "art" and self.is_new:
            return
        elif kind in ("com", "let", "num", "ann"):
            self.level, self.is_new = kind, True
            self.is_plural = printed in ("commi", "cc.")
        elif kind == "ordinal":
            self._set("com", str(_ORDINALS.index(printed) + 1))
        elif kind in ("value", "roman", "letter") and self.level:
            self._value(kind, printed)

    def _hand_on(self) -> None:
        """Take the comma of `art. 147 bis e comma 4 dell'art. 151` from the article before."""
        last = self.parts[-1]
        if "art" in last and len(last) > 1:
            handed = {key: last.pop(key) for key in tuple(last) if key != "art"}
            if len(self.parts) > 1 and self.parts[-2].get("art") == last["art"]:
                self.parts.pop()
            self.parts.append(handed)

    def _value(self, kind: str, printed: str) -> None:
        if self.level == "ann":
            self.annexes.append(re.sub(r"[^a-z0-9]+", "-", printed).strip("-"))
            return
        if (kind == "letter") != (self.level == "let"):
            return
        value = _roman(printed) if kind == "roman" else _bare(printed)
        level = self.level
        can_end = level == "com" and not (self.is_new or self.is_plural)
        if can_end and self._is_article(value):
            level = self.level = "art"
        self._set(level, value)
        self.is_new = False

    def _is_article(self, value: str) -> bool:
        """Whether a number behind a comma's is an article: `artt. 3, c. 4, e 71`."""
        if not self.parts or "art" not in self.parts[-1]:
            return False
        if self.is_list:
            return True
        article, comma = (_leading(self.parts[-1].get(key, "")) for key in ("art", "com"))
        return _leading(value) > article and _leading(value) > comma + 3

    def _set(self, level: str, value: str) -> None:
        """Add a value: to the parts that still lack it, or as another one beside the last."""
        last, entry, rank = self.parts[-1] if self.parts else {}, f"{level}{value}", _rank(level)
        waiting = [part for part in self.parts if "art" not in part and level not in part]
        if "art" not in last and waiting and min(map(_rank, last), default=0) > rank:
            for part in waiting:
                part[level] = entry
        elif last and level not in last and rank > max(map(_rank, last)):
            last[level] = entry
        else:
            kept = {key: last[key] for key in last if _rank(key) < rank}
            self.parts.append({**kept, level: entry})


_LEVELS = ("art", "com", "let", "num")


def _rank(level: str) -> int:
    return _LEVELS.index(level)


def _bare(printed: str) -> str:
    value = re.sub(r"[°º^\"“”')]", "", printed).strip()
    value = re.sub(rf"[\s¬-]*({_LATIN})[\s.]*", r"\1.", value).rstrip(".")
    return re.sub(r"[/\s]", "-", value)


def _leading(value: str) -> int:
    digits = re.search(r"\d+", value)
    return int(digits[0]) if digits else 0


def _roman(printed: str) -> str:
    values = [_ROMAN[letter] for letter in printed if letter in _ROMAN]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-value if value < after else value for value, after in pairs))
