"""The parts of an act: head, recitals, decision, closing, and the papers annexed to it.

    DETERMINAZIONE DEL RESPONSABILE DEL SERVIZIO …    head
    IL RESPONSABILE DEL SERVIZIO / Visto il TUEL …    recitals
    D E T E R M I N A / 1. DI LIQUIDARE …             decision
    Avella (AV), 29/04/2026 IL RESPONSABILE           closing
    PARERE DI REGOLARITÀ TECNICA …                    an annexed opinion

The words that part them stand alone on a printed line, in capitals, at times letter by letter. An
opinion may stand before the recitals, and a proposal has recitals and a decision of its own: those
are its text, not the act's.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from extractors.text_lines import printed_lines

PartKind = Literal["head", "formula", "recitals", "decision", "closing", "annex"]

OPENER = (
    r"(?:vist[oaie]|richiamat[oaie]|premess[oaie]|da(?:t|tt)o\s+atto|ritenut[oaie]|considerat[oaie]"
    r"|ril[ea]vat[oaie]|accertat[oaie]|attes[oaie]|preso\s+atto|tenuto\s+(?:conto|presente)"
    r"|acquisit[oaie]|sentit[oaie]|verificat[oaie]|constatat[oaie]|evidenziat[oaie]|precisat[oaie]"
    r"|ravvisat[oaie]|valutat[oaie]|esaminat[oaie]|ricordat[oaie]|riscontrat[oaie]|appurat[oaie]"
    r"|udit[oaie]|lett[oaie]|stante|dat[oaie]\s+(?:l|che)|su(?:lla)?\s+proposta|in\s+esecuzione"
    r"|ai\s+sensi|sulla\s+base|con\s+vot\w+|rammentat[oaie]|ribadit[oaie]|specificat[oaie]"
    r"|osservat[oaie]|assunt[oaie]|fatt[oaie]\s+(?:salv|present)\w+)"
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
    r"|SOTTOSCRITT|TITOLARE|RETTOR|PREFETT|CONFERENZA)[^a-z]*\Z"
)
_SO = (
    r"(?:tutto|tanto|quanto|ci[oò])\s+(?:(?:ci[oò]|quanto|sopra|altresì)\s+)*"
    r"(?:premess|considerat|vist)\w+(?:\s+e\s+\w+)*\W*\Z"
)
_DECISIONS = frozenset(("DETERMINA", "DELIBERA", "DECRETA", "ORDINA", "DISPONE"))
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
_PROPOSES = frozenset(("PROPONE", "PROPONEDIDELIBERARE", "PROPONEDIDETERMINARE"))
_ANNEX = (
    r"(?:PARER[EI]|VISTO\s+(?:DI|CONTABILE|ATTESTANTE|PER\s+LA|FAVOREVOLE)|ATTESTAZION[EI]"
    r"|CERTIFICAT[OI]|CERTIFICAZIONE|REFERTO|RELAT[AI]\s+DI|RELAZIONE\s+DI\s+(?:NOTIFICA|PUBBL)"
    r"|PROPOSTA\s+(?:N\b|DI\s+(?:DELIBERA|DETERMINA|DECRETO|ORDINANZA|ATTO|PROVVEDIMENTO))"
    r"|DICHIARAZIONE\s+DI|ESECUTIVIT|COPIA\s+CONFORME|PUBBLICAZIONE|REGOLARIT"
    r"|AUTENTICA|ANNOTAZION)"
)
_LAST = (
    r"(?:letto,?\s*(?:,?\s*confermato,?|approvato)|(?:il\s+|del\s+)?(?:che|presente)\b[^.]{0,40}"
    r"\b(?:verbale|letto)\b|fatto,\s*letto)"
)
"""The words over the signatures of a record, which stand behind the opinions at times."""

_CLOSES = (
    r"(?:letto,?\s*(?:,?\s*confermato,?|approvato)|(?:il|del)\s+(?:presente|che)\b[^.]{0,40}"
    r"(?:verbale|letto)|elenco\s+degli\s+allegati|questo\s+atto,?\s+se\s+trasmesso"
    r"|(?:f\.?\s?to|firmato)\b|documento\s+(?:informatico\s+)?firmato|copia\s+conforme)"
)
_PLACE_DATE = (
    r"(?:[A-ZÀ-Ý][\w'’.]*\s+|d[eai]l?l?[ae]?\s+|d['’]){0,6}[A-ZÀ-Ý][\w'’]+\s*(?:\([A-Z]{2}\))?\s*,?\s*"
    r"(?:l[iì]['’]?|add[iì]|il|data)?[\s,]*\d{1,2}(?:\s*[./-]\s*\d{1,2}\s*[./-]|\s+[a-z]{3,9}\s+)"
    r"\s*\d{2,4}\b"
)


class Part(Struct, frozen=True, gc=False):
    """A stretch of the act; the line that opens it is `title`, empty where nothing does."""

    kind: PartKind
    title: slice
    body: slice


def act_parts(text: str, start: int, end: int) -> list[Part]:
    """The parts of the act in `text[start:end]`, in order, without gaps.

    `start` is where its head begins: the words that part an act mean nothing before it.
    """
    cuts: list[tuple[PartKind, slice]] = [("head", slice(start, start))]
    state = _State()
    for line in printed_lines(text, start, end):
        if kind := state.next_part(text, line):
            opens = kind == "recitals" and not is_formula(text[line])
            cuts.append((kind, slice(line.start, line.start) if opens else line))
    ends = [line.start for _, line in cuts[1:]] + [end]
    return [
        Part(kind, line, slice(line.stop, stop))
        for (kind, line), stop in zip(cuts, ends, strict=True)
    ]


def begins_with_paper(text: str) -> bool:
    """Whether a text begins with the title of an opinion or a certificate."""
    lines = (text[line] for line in printed_lines(text[:_BEGINNING_CHARACTERS]))
    return any(_annex().match(line) and line.isupper() for line in lines)


_BEGINNING_CHARACTERS = 1000


def is_decision(line: str) -> bool:
    """Whether a line heads a decision, or more of it: `DETERMINA`, `O R D I N A :`, `DISPONE`."""
    return _squeezed(line) in _MORE_DECISIONS


def is_formula(line: str) -> bool:
    """Whether a line names the organ that decides, and nothing else: `LA GIUNTA COMUNALE`."""
    return len(line) <= _MAX_MARK_CHARACTERS and bool(_formula().match(line))


def is_sitting(words: str) -> bool:
    """Whether words tell how a body sat, not why it decides: `riconosciuto il numero legale`."""
    return bool(re.match(_SITTING, words))


def is_premise(line: str) -> bool:
    """Whether a line only leads from the recitals to the decision: `Tutto ciò premesso,`."""
    return len(line) <= _MAX_MARK_CHARACTERS and bool(re.match(_SO, line, re.IGNORECASE))


def opens_recital(text: str, at: int) -> bool:
    """Whether a recital begins here: `VISTO …`, `- Considerato che …`, not `visto` in a phrase."""
    found = _opens().match(text, at)
    if not found:
        return False
    if is_sitting(text[at : at + _MAX_MARK_CHARACTERS]):
        return False
    words = found[0].lstrip(BULLETS)
    return words[0].isupper() or len(words) < len(found[0])


class _State:
    """Where in the act the reading has come to."""

    def __init__(self) -> None:
        self._kind: PartKind = "head"
        self._has_decided = False
        self._is_proposal = False

    def next_part(self, text: str, line: slice) -> PartKind | None:
        """The part that a line opens, None where it belongs to the one before."""
        kind = self._opened(text, line)
        if kind:
            self._kind = kind
            self._has_decided |= kind == "decision"
            self._is_proposal = kind == "annex" and text[line].startswith("PROPOSTA")
        return kind

    def _opened(self, text: str, line: slice) -> PartKind | None:
        words = text[line]
        if len(words) <= _MAX_MARK_CHARACTERS and words[:1].isupper() and self._marked(words):
            return self._marked(words)
        if self._kind in ("decision", "annex"):
            return self._closing(text, line)
        if self._kind == "head" and line.start and _begins_paragraph(text, line.start):
            return "recitals" if opens_recital(text, line.start) else None
        return None

    def _marked(self, words: str) -> PartKind | None:
        """The part that words alone on a line open. A proposal's decision is its own."""
        is_of_proposal = self._kind == "annex" and self._is_proposal
        if _squeezed(words) in _DECISIONS and not self._has_decided:
            return None if is_of_proposal else "decision"
        if self._is_annex(words):
            return "annex"
        is_before = not self._has_decided and not is_of_proposal
        return "recitals" if is_before and is_formula(words) else None

    def _closing(self, text: str, line: slice) -> PartKind | None:
        words = text[line]
        if self._kind == "annex":
            is_last = self._has_decided and bool(re.match(_LAST, words, re.IGNORECASE))
            return "closing" if is_last else None
        is_closing = bool(_closes().match(words)) and _ends_sentence(text, line.start)
        return "closing" if is_closing else None

    def _is_annex(self, words: str) -> bool:
        if not _annex().match(words) or words.upper() != words:
            return False
        return self._has_decided or self._kind != "recitals"


_MAX_MARK_CHARACTERS = 110


def _squeezed(line: str) -> str:
    bare = "".join(line.split()).strip(".:,;-–*").replace("’", "'")
    for word in _AGAIN:
        if len(bare) > len(word) and bare.endswith(word) and bare[: -len(word)] in _MORE_DECISIONS:
            bare = bare[: -len(word)]
    return bare if bare.isupper() else bare.upper() if bare.istitle() else ""


def _begins_paragraph(text: str, at: int) -> bool:
    before = text[max(0, at - 8) : at].rstrip(" -–•·*")
    return not before or before[-1] == "\n"


def _ends_sentence(text: str, at: int) -> bool:
    """Whether a paragraph, a cell or a sentence ends before this place."""
    before = text[max(0, at - _REACH) : at].rstrip(" *_-–")
    return not before or before[-1] in "\n\t\v" or before.rstrip()[-1:] in ".;:!?"


_REACH = 40


@cache
def _opens() -> re.Pattern[str]:
    return re.compile(_OPENS, re.IGNORECASE)


@cache
def _formula() -> re.Pattern[str]:
    return re.compile(_FORMULA)


@cache
def _annex() -> re.Pattern[str]:
    return re.compile(_ANNEX)


@cache
def _closes() -> re.Pattern[str]:
    return re.compile(rf"(?i:{_CLOSES})|{_PLACE_DATE}")
