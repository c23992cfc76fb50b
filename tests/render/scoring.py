"""How well what was read agrees with the gold, record by record and field by field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import asdict

from pipeline.options import Options
from pipeline.run import run
from pipeline.write import encode
from tests.render.records import Record

_MIN_LIKENESS = 0.6
"""Records of other wordings are the same one if their names are this alike."""

_SHOWN_CHARACTERS = 100
_SHOWN_BEFORE = 40

_IN_CLASSIFICAZIONI = frozenset({"tassonomia", "classificazione"})


class Difference(Struct, frozen=True):
    """A field that was read otherwise than it is printed."""

    record: int
    field: str
    printed: str
    read: str

    def __str__(self) -> str:
        one, other = (" ".join(text.split()) for text in (self.printed, self.read))
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
        start = max(0, sum(1 for _ in alike) - _SHOWN_BEFORE)
        shown = slice(start, start + _SHOWN_CHARACTERS)
        told = f"  printed {one[shown]!r}\n  read    {other[shown]!r}"
        return f"{self.record}.{self.field} from {start}\n{told}"


class Score(Struct, frozen=True, kw_only=True):
    """Counts over one or more acts."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    fields: int = 0
    exact_fields: int = 0
    invented: int = 0
    differences: tuple[Difference, ...] = ()

    @property
    def precision(self) -> float:
        """The share of the records read that are in the act."""
        return self.matched / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of the act's records that were read."""
        return self.matched / self.gold if self.gold else 1.0

    @property
    def exact(self) -> float:
        """The share of the act's fields that are read as printed."""
        return self.exact_fields / self.fields if self.fields else 1.0

    def __str__(self) -> str:
        told = (
            f"precision {self.precision:.4f} recall {self.recall:.4f} exact {self.exact:.4f} "
            f"invented {self.invented}"
        )
        return "\n".join([told, *map(str, self.differences)])

    def __add__(self, other: Score) -> Score:
        mine, others = asdict(self), asdict(other)
        return Score(**{count: mine[count] + others[count] for count in mine})


AS_PRINTED = Options(no_repair=frozenset({"OCR", "HYP", "SPC"}))
"""What is compared is what was printed, with its slips."""


def interventi(data: bytes, name: str) -> list[dict[str, Any]]:
    """The interventi of one file, as they are written; none where it cannot be read."""
    (record,) = run(data, name, AS_PRINTED)
    found: list[dict[str, Any]] = json.loads(encode(record)).get("interventi", [])
    return found


def flat(text: str) -> str:
    """A text without what never counts: white space, soft hyphens, ligatures."""
    return re.sub(r"\s+", "", normalize("NFKC", text).replace("\u00ad", ""))


def compare(gold: Sequence[Record], read: Sequence[Mapping[str, Any]]) -> Score:
    """Pairs the records in reading order and compares every field of the gold."""
    printed = [{field: text or "" for field, text in asdict(x).items()} for x in gold]
    got = [{field: _text(x, field) for field in printed[0]} for x in read] if printed else []
    pairs = dict(_pairs([_name(x) for x in printed], [_name(x) for x in got]))
    differences, fields, invented = [], 0, 0
    for n, record in enumerate(printed):
        other = got[pairs[n]] if n in pairs else dict.fromkeys(record, "")
        wrong = [x for x in record if flat(record[x]) != flat(other[x])]
        fields += sum(map(bool, record.values()))
        invented += sum(not record[x] for x in wrong)
        differences += [Difference(n + 1, x, record[x], other[x]) for x in wrong]
    return Score(
        gold=len(gold),
        found=len(read),
        matched=len(pairs),
        fields=fields,
        exact_fields=fields - len(differences) + invented,
        invented=invented,
        differences=tuple(differences),
    )


def _text(intervento: Mapping[str, Any], field: str) -> str:
    """A field of the output as the words printed in the act."""
    value = intervento.get("classificazioni" if field in _IN_CLASSIFICAZIONI else field)
    if isinstance(value, list):
        return " ".join(entry["testo"] for entry in value)
    return str(value["testo"] if isinstance(value, dict) else value or "")


def _name(record: Mapping[str, str]) -> str:
    return flat(record.get("titolo") or record.get("numero") or "").casefold()


def _pairs(gold: Sequence[str], read: Sequence[str]) -> Iterable[tuple[int, int]]:
    """The longest alignment of the names, then near misses of equal rank."""
    matcher = SequenceMatcher(None, gold, read, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        for i, j in zip(range(i1, i2), range(j1, j2), strict=False):
            alike = SequenceMatcher(None, gold[i], read[j]).ratio()
            if kind == "equal" or (kind == "replace" and alike > _MIN_LIKENESS):
                yield i, j
