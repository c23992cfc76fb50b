"""The body that a document comes from, by the line of its head that names it.

    COMUNE DI AVELLA / Provincia di Avellino              the first in capitals
    PROVINCIA DI MONTELAGO / COMUNE DI VALFIORITA         a province over its municipality
    MARKTGEMEINDE OBERFELD   COMUNE DI CAMPOALTO          two languages side by side
    Ministero dell'Istruzione / ISTITUTO COMPRENSIVO …    a school under its ministry

Ministries, agencies and schools count where no other body is named; an agency of a province
(`AGENZIA PER LA COESIONE SOCIALE`) is an office of it. Blanks to fill in
(`COMUNE DI [XXX]`) name no body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.text_lines import begun

if TYPE_CHECKING:
    from schemas.act import TipoEnte

_HEAD_CHARACTERS = 6000
_BLANK = r"\[[^\]]*\]|_{3,}|\bX{3,}\b"
_NO_NAME = (
    r"(?i:[ \t]*\(?(?:PROV|CITT|REGIONE|COMUNE|C\.?A\.?P|VIA\b|PIAZZA|SETT|AREA|UFFIC|SERVIZI[O]\b"
    r"|N[.°]|DETERM|DELIB|DECR|ORDIN\w|COPIA|ORIG|VERBALE|OGGETTO|DIPART|DIREZ|DIVIS|RIPART|SEDE\b"
    r"|ATTO\b|AUTONOME\b|PROVINZ|SÜDTIROL|\w*GEMEIND|BESCHLUSS|ENTSCHEID|TEL\b|COD\.|P\.\s?IVA|PEC\b"
    r"|[^\W\d_][\w' -]{1,40}\([A-Z]{2}\)[ ]*(?:[\n\r\t\v]|\Z)))"
)
"""What stands under the name of a body and is none of it."""

_NAME = rf"(?:[^\n\r\t\v\d]|\r(?!{_NO_NAME})){{2,80}}"
_ABROAD = (
    r"(?:(?:\w*GEMEINDE|COMUN\s+DE|BEZIRKSGEMEINSCHAFT)\s[^\n\r\t\v]{2,50}?[ ](?=COMUN[EI])"
    r"|AUTONOME\s+PROVINZ\s+BOZEN[ –-]*(?:SÜDTIROL[ –-]*)?)?"
)
"""The German or Ladin name on the left of a letterhead's row."""

_BODY = (
    rf"{_ABROAD}(?P<nome>(?:(?:COMUNE|CITT[AÀ]|CONSORZIO|COMUNIT[AÀ]|UNIONE"
    r"|PROVINCIA)['’]?\s+(?:DI|DEL|DELLA|DELLE|DELLO|DELL['’]|AUTONOMA|DEI|DEGLI|INTERCOMUNALE|ALT[AO]"
    r"|VAL\w*|METROPOLITANA|MONTAN[AO]|PER|COMPRENSORIALE|TERRITORIALE|ROTALIANA|COLLINARE|TERR[AE]"
    r"|B\.?\s?I\.?\s?M|SOCIO|FORESTALE)"
    r"|REGIONE(?!\s+AUT\w+\s+DE\s)|(?:MAGNIFICA|LIBERA)\s+COMUNIT[AÀ]|LIBERO\s+CONSORZIO"
    r"|COMUN\s+GENERAL|ROMA\s+CAPITALE"
    r"|AZIENDA\s+(?:SANITARIA|OSPEDALIER\w+|SPECIALE|UNIT\w*|U\.?S|PUBBLICA|PROVINCIALE|SOCIALE"
    r"|SOCIO|ULSS|REGIONALE|TERRITORIALE|CONSORTILE|SERVIZI|PER|DI|DEI)"
    r"|A\.?\s?(?:S\.?\s?L|U\.?\s?S\.?\s?L|T\.?\s?S|(?:P\.?\s?)?S\.?\s?P|S\.?\s?S\.?\s?T)\.?"
    r"|ENTE\s+(?:PARCO|DI)"
    r"|PARCO\s+(?:NA|RE|NATURALE)\w*|CAMERA\s+DI\s+COMMERCIO|AUTORIT[AÀ]['’]?\s+(?:DI|PER|PORTUALE)"
    rf"|UNIVERSIT[AÀ]['’]?\s+\w+)\b{_NAME})"
)
_STATE_BODY = (
    r"(?P<nome>(?:MINISTERO\s+(?:D|PER)|PRESIDENZA\s+DE|OPERA\s+UNIVERSITARIA"
    r"|AGENZIA\s+(?:REGIONALE|NAZIONALE|ITALIANA|TERRITORIALE|INTER\w+|DELLE|DI\s)"
    r"|ISTITUTO\s+(?:COMPRENSIVO|TECNICO|PROFESSIONALE|OMNICOMPRENSIVO|SUPERIORE|STATALE|MAGISTRALE"
    r"|D['’]?\s?I?\s?ISTRUZIONE)|LICEO\s\w|DIREZIONE\s+DIDATTICA|CONVITTO\s\w|PREFETTURA)"
    rf"{_NAME})"
)
"""Bodies that are none of a municipality's: asked for where no other is named."""

_SCHOOL = re.compile(r"(?:ISTITUTO|LICEO|DIREZIONE|CONVITTO)\b", re.IGNORECASE)
_BESIDE = re.compile(
    r"[ ]{3}|[\s(–-]+(?:(?:DIPARTIMENTO|SETTORE|UFFICIO|DETERMINAZIONE|DELIBERAZIONE|ORDINANZA"
    r"|DECRETO|COPIA|ORIGINALE|AREA)\b|PROV(?:INCIA|\.)|REGIONE\s|AUTONOME\s|N\.[ ]?\Z|PROT\b"
    r"|(?<=[–-] )ALTO\Z)",
    re.IGNORECASE,
)
"""What stands on the right of a body's name in the same row."""
_WORDS_OF_A_NAME = 3
_WIDE = re.compile(r"(?:REGIONE|PROVINCIA)\b", re.IGNORECASE)
_NARROW = re.compile(
    r"(?:COMUNE|CITT[AÀ]|UNIONE|CONSORZIO|COMUNIT[AÀ]|AZIENDA|A\.?\s?S|ENTE|PARCO)\b", re.IGNORECASE
)
_REACH = 240
"""The region and the province of a municipality stand this near over its name."""


_KINDS: dict[str, TipoEnte] = {
    "COMUNE": "comune",
    "CITTA": "comune",
    "CONSORZIO": "consorzio",
    "UNIONE": "altro",
    "COMUNITA": "comunita",
    "DISTRETTO": "distretto",
    "PROVINCIA": "provincia",
    "REGIONE": "altro",
    "AZIENDA": "altro",
    "ASL": "altro",
    "ENTE": "altro",
    "PARCO": "altro",
    "CAMERA": "altro",
    "AUTORITA": "altro",
    "UNIVERSITA": "altro",
    "MAGNIFICA": "comunita",
    "LIBERA": "comunita",
    "COMUN": "comunita",
    "LIBERO": "altro",
    **dict.fromkeys(
        (
            *("AGENZIA", "MINISTERO", "PRESIDENZA", "ISTITUTO", "LICEO", "DIREZIONE", "CONVITTO"),
            *("OPERA", "PREFETTURA", "ASP", "APSP", "AUSL", "ATS", "ASST"),
        ),
        "altro",
    ),
}


def issuing_body(text: str) -> slice | None:
    """The body that an act comes from: the first named on a line of its own, best in capitals."""
    head = text[:_HEAD_CHARACTERS]
    found = municipal_body(head) or _body_in_small(head, _BODY) or _state_body(head)
    return _alone(head, found) if found else None


def _state_body(head: str) -> slice | None:
    """A ministry, an agency or a school; a school stands under its ministry."""
    found = [
        slice(*match.span("nome"))
        for match in begun(_STATE_BODY, head, breaks=r"\n\r\t\v")
        if _is_capitals(match["nome"])
    ]
    first = found[0] if found else _body_in_small(head, _STATE_BODY)
    if first and not _SCHOOL.match(head, first.start):
        schools = [part for part in found if _SCHOOL.match(head, part.start)]
        return next((part for part in schools if part.start - first.stop < _REACH), first)
    return first


def _alone(head: str, name: slice) -> slice:
    """A name without what stands beside it: `COMUNE DI CALAROSSA – Provincia di Montelago`."""
    words = re.compile(rf"(?:[^\s]+\s+){{{_WORDS_OF_A_NAME - 1}}}[^\s]+").match(
        head, name.start, name.stop
    )
    beside = _BESIDE.search(head, words.end(), name.stop) if words else None
    return slice(name.start, beside.start()) if beside else name


_UNMARKED = str.maketrans("", "", "'’.")


def kind_of_body(name: str) -> TipoEnte:
    """The contract's kind for a body's name; a plan's body is a municipality if it says nothing."""
    first = name.upper().replace("À", "A").translate(_UNMARKED).split()
    return _KINDS.get(first[0] if first else "", "comune")


def municipal_body(head: str) -> slice | None:
    """The first body named on a line of its own, unless its name is left to be filled in.

    A province or a region is that of the municipality named right under it.
    """
    found = [
        slice(*match.span("nome"))
        for match in begun(_BODY, head, breaks=r"\n\r\t\v")
        if not re.search(_BLANK, match["nome"]) and _is_capitals(match["nome"])
    ]
    if found and _WIDE.match(head, found[0].start):
        for other in found[1:]:
            if _NARROW.match(head, other.start) and other.start - found[0].stop < _REACH:
                return other
    return found[0] if found else None


def _body_in_small(head: str, body: str) -> slice | None:
    """The first body that is all of a line in small letters: `Comune di Avella`."""
    in_small = rf"(?i:{body}[ *]*(?=[\n\r\t\v]|\Z))"
    for match in begun(in_small, head, breaks=r"\n\r\t\v"):
        name = match["nome"].rstrip()
        is_name = name[0].isupper() and name[-1] not in ".;,:" and len(name.split()) <= _MAX_WORDS
        if is_name and not re.search(_BLANK, name) and match["nome"].find("\r") < 0:
            return slice(match.start("nome"), match.start("nome") + len(name))
    return None


_MAX_WORDS = 8


def _is_capitals(name: str) -> bool:
    return name.split(maxsplit=1)[0].isupper()
