"""The words that mark where an act's parts begin, and what they look like on their lines.

IL RESPONSABILE DEL SERVIZIO      a formula: the organ that decides
- VISTO il TUEL;                  a recital opens
Tutto ciò premesso,               a premise leads over
D E T E R M I N A                 the decision
"""

from __future__ import annotations

import re
from functools import cache

OPENER = (
    r"(?:vist[oaie]|richiamat[oaie]|premess[oaie]|da(?:t|tt)o\s+atto|ritenut[oaie]|considerat[oaie]"
    r"|ril[ea]vat[oaie]|accertat[oaie]|attes[oaie]|preso\s+atto|tenuto\s+(?:conto|presente)"
    r"|acquisit[oaie]|sentit[oaie]|verificat[oaie]|constatat[oaie]|evidenziat[oaie]|precisat[oaie]"
    r"|ravvisat[oaie]|valutat[oaie]|esaminat[oaie]|ricordat[oaie]|riscontrat[oaie]|appurat[oaie]"
    r"|udit[oaie]|lett[oaie]|stante|dat[oaie]\s+(?:l|che)|su(?:lla)?\s+proposta|in\s+esecuzione"
    r"|ai\s+sensi|sulla\s+base|con\s+(?:\w+\s+){0,2}?vot\w+|ad?\s+(?:voti|unanimit[aà])\s|rammentat[oaie]|ribadit[oaie]|specificat[oaie]"
    r"|osservat[oaie]|assunt[oaie]|fatt[oaie]\s+(?:salv|present)\w+|attestat[oaie]|confermat[oaie]"
    r"|riconosciut[oaie]|reputat[oaie]|condivis[oaie]|consultat[oaie]|interpellat[oaie]"
    r"|dichiarat[oaie]|stabilit[oaie]|sottolineat[oaie]|espletat[oaie]|esperit[oaie]|ottenut[oaie]"
    r"|avut[oaie]\s+(?:riguardo|presente)|post[oaie]\s+che|quantificat[oaie]|individuat[oaie]"
    r"|poich[eé]|tenendo\s+conto|considerando|ritenendo|vagliat[oaie]|apprezzat[oaie])"
)
"""The words that open a recital, small."""

BULLETS = "-–—•·▪●○◦⁃✔✓*§¨>\uf0b7\uf0a7\uf0d8\uf02d "
"""The marks of lists, those that a symbol font leaves in its private use area too."""

_OPENS = rf"[{re.escape(BULLETS)}]*(?:{OPENER}|che)\b"
_SITTING = (
    r"(?i)(?:[^\n]{0,80}\b(?:numero\s+legale|numero\s+de(?:i|gli)\b|validità\s+della\s+seduta)"
    r"|l['’]\s?anno\s+(?:due|20)|il\s+giorno\s|addì\b|sono\s+(?:presenti|intervenuti)"
    r"|partecipa\b|assiste\b|presiede\b)"
)
"""What is ascertained before a sitting begins is no ground of the act."""

_FORMULA = (
    r"(?:IL|LA|LO|L['’]|I|LE)\s*(?:DIRIGENT|RESPONSABIL|SINDAC|GIUNTA|CONSIGLIO|COMMISSARI"
    r"|PRESIDENT|DIRETTOR|SEGRETARI|FUNZIONARI|CAPO|COORDINATOR|ASSEMBLEA|COMITATO|VICE"
    r"|SOTTOSCRITT|TITOLARE|RETTOR|PREFETT|CONFERENZA|COMANDANT|AMMINISTRATOR|DELEGAT|RAGIONIER"
    r"|UFFICIAL|CONSIGLIER|ISTRUTTOR|REFERENT)[^a-z]*\Z"
)
_FORMULA_SMALL = (
    r"(?:Il|La|L['’])\s*(?:Dirigente|Responsabile|Sindac[oa]|Giunta|Consiglio|Commissario|Presidente"
    r"|Direttore|Direttrice|Segretario|Comandante|Assemblea|Comitato)"
    r"(?:\s+(?:d[ei]l?l?[aeo']?\s*|e\s+)?[A-ZÀ-Ý][\w'’.]*|\s+[a-z]+(?:ale|ivo|iva|aria|ario))*"
    r"[ :]*\Z"
)
_SO = (
    r"(?:tutto|tanto|quanto|ci[oò])\s+(?:(?:ci[oò]|quanto|sopra|altresì)\s+)*"
    r"(?:premess|considerat|vist)\w+(?:\s+e\s+\w+)*\W*\Z"
)
DECISIONS = frozenset(("DETERMINA", "DELIBERA", "DECRETA", "ORDINA", "DISPONE"))
_MORE_DECISIONS = frozenset(
    (
        "AVVERTE",
        "INVITA",
        "DEMANDA",
        "RENDENOTO",
        "COMUNICA",
        "AVVISA",
        "INFORMA",
        "INCARICA",
        "DISPONE",
        "ORDINA",
        "DETERMINA",
        "DELIBERA",
        "DECRETA",
        "STABILISCE",
        "DAATTO",
        "REVOCA",
    )
)
_AGAIN = ("ALTRESI", "ALTRESÌ", "INOLTRE", "INFINE", "PERTANTO", "ANCHE", "CHE", "DI")

MAX_MARK_CHARACTERS = 110


def squeezed(line: str) -> str:
    """A line's letters without blanks and stops, where they may be a mark: in capitals, else ""."""
    bare = "".join(line.split()).strip(".:,;-–*").replace("’", "'")
    for word in _AGAIN:
        if len(bare) > len(word) and bare.endswith(word) and bare[: -len(word)] in _MORE_DECISIONS:
            bare = bare[: -len(word)]
    return bare if bare.isupper() else bare.upper() if bare.istitle() else ""


def is_decision(line: str) -> bool:
    """Whether a line heads a decision, or more of it: `DETERMINA`, `O R D I N A :`, `DISPONE`."""
    return squeezed(line) in _MORE_DECISIONS


def decides(line: str) -> int:
    """How many characters at a line's beginning head the decision, 0 where none do.

    All of `D E T E R M I N A:`, `LA GIUNTA DELIBERA`; the first of `DETERMINA di approvare …`.
    """
    if squeezed(line) in DECISIONS or (is_formula(line) and _last_word(line) in DECISIONS):
        return len(line)
    found = _begins_decision().match(line)
    return found.end() if found else 0


def decides_small(text: str, line: slice) -> bool:
    """Whether a word in small letters alone on its line heads the decision: `delibera`.

    Spaced letter by letter it always does, else where its points begin below it; one that ends a
    wrapped sentence (`richiamata la propria / delibera`) does not.
    """
    if line.stop - line.start > _MAX_SMALL_CHARACTERS or not text[line].islower():
        return False
    if "".join(text[line].split()).rstrip(":,.").upper() not in DECISIONS:
        return False
    if text[line.start - 1 : line.start] == "\t" or text[line.stop : line.stop + 1] == "\t":
        return False
    if " " in text[line].strip(" :,."):
        return True
    before = text[max(0, line.start - _BEFORE_CHARACTERS) : line.start].rstrip(" *\n\r")
    is_told = before[-1:] in (";", ",", ":", ".") or not re.search(_BREAKS_OFF, before)
    return is_told and _first_point().match(text, line.stop) is not None


_MAX_SMALL_CHARACTERS = 30
_BEFORE_CHARACTERS = 40
_BREAKS_OFF = (
    r"(?i)\b(?:la|il|le|una?|propri[ao]|precedente|citat[ao]|suddett[ao]|present[ei]|su[ao]|con|di"
    r"|della|dalla|alla|nella|sulla|che|e|medesim[ao]|stess[ao]|predett[ao])\Z"
)
"""What a word of the same sentence stands behind."""


def _last_word(line: str) -> str:
    return line.rstrip(" .:,;").rsplit(None, 1)[-1]


def is_formula(line: str) -> bool:
    """Whether a line names the organ that decides, and nothing else: `LA GIUNTA COMUNALE`."""
    if len(line) > MAX_MARK_CHARACTERS:
        return False
    return bool(_formula().match(line)) or bool(re.match(_FORMULA_SMALL, line))


def is_sitting(words: str) -> bool:
    """Whether words tell how a body sat, not why it decides: `riconosciuto il numero legale`."""
    return bool(re.match(_SITTING, words))


def is_premise(line: str) -> bool:
    """Whether a line only leads from the recitals to the decision: `Tutto ciò premesso,`."""
    return len(line) <= MAX_MARK_CHARACTERS and bool(re.match(_SO, line, re.IGNORECASE))


def opens_recital(text: str, at: int) -> bool:
    """Whether a recital begins here: `VISTO …`, `- Considerato che …`, not `visto` in a phrase.

    One in small letters begins a line behind a semicolon: `… è scaduta; / visto il Codice …`, or
    under the organ's name.
    """
    found = _opens().match(text, at)
    if not found:
        return False
    if is_sitting(text[at : at + MAX_MARK_CHARACTERS]):
        return False
    words = found[0].lstrip(BULLETS)
    if words[0].isupper() or len(words) < len(found[0]):
        return True
    before = text[max(0, at - _FEW) : at]
    is_one = _goes_on_small().match(text, found.end()) or re.match(_VOTED, words)
    return bool(is_one and (re.search(_LISTED_BEFORE, before) or _is_under_formula(text, at)))


def _is_under_formula(text: str, at: int) -> bool:
    """Whether the printed line above is the name of the organ: `IL DIRIGENTE`."""
    above = text[max(0, at - MAX_MARK_CHARACTERS) : at].rstrip(" *")
    if above[-1:] not in ("\n", "\r"):
        return False
    return is_formula(re.split(r"[\n\r\v]", above.rstrip(" *\n\r"))[-1].strip(" *"))


_FEW = 8
_VOTED = r"(?:con|a|ad)\s"
_LISTED_BEFORE = r";[ *]*[\n\r][\s*]*\Z"


@cache
def _goes_on_small() -> re.Pattern[str]:
    return re.compile(r"\s+(?:il|lo|la|l['’]|i|gli|le|che|altresì|inoltre|infine)(?!\w)")


@cache
def _opens() -> re.Pattern[str]:
    return re.compile(_OPENS, re.IGNORECASE)


@cache
def _formula() -> re.Pattern[str]:
    return re.compile(_FORMULA)


@cache
def _first_point() -> re.Pattern[str]:
    marks = re.escape(BULLETS.strip())
    return re.compile(rf"[ *]*\s+(?:1 ?[.)°-]|[aA][.)]|[{marks}] ?\S|(?i:di|che)\s)")


@cache
def _begins_decision() -> re.Pattern[str]:
    words = "|".join(rf"{word}|{' '.join(word)}" for word in sorted(DECISIONS))
    return re.compile(
        rf"(?:{words})(?:\s*[:,]?\s*(?:di\s+)?(?i:quanto\s+segue)\s*[:.]?|\s*[:,]?(?=\s+[a-zà]))"
        rf"|(?:{words.lower()})\s*:\s*\Z"
    )
