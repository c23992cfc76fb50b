"""The reviewed file: which keys of organisations are one, and which names one key is wrong for.

    decision,name,key,to_key,score,reason,where,body
    merge,,cs4,cooperativa cs4,0.95,one cooperative,,
    split,Soste SpA,soste,soste spa,,another company,,
    split,,parrocchia san rocco,parrocchia san rocco bondone,,another parish,,comune bondone
    apart,,circolo povo,circolo pavo,0.92,two villages,,
    merge?,,apt fiemme,apt val fiemme,0.9,…,,

A CSV as `python -m pipeline.normalise.organisations` proposes it, decided by hand. `merge` puts
`to_key` for `key`; `split` gives a key of its own to a name printed so, to all names in the acts of
the body with this key, or to one name there; `apart` says that two keys stay two. `where` is for
the reader, and changes nothing. A row with a question mark is a proposal nobody has decided: it
changes nothing. Every complaint names the file and the line, says what is wrong and what to do.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from extractors.organisation_keys.keys import organisation_key
from extractors.organisation_keys.spelling import spelt
from pipeline.errors import UsageError

if TYPE_CHECKING:
    import _csv

COLUMNS = ("decision", "name", "key", "to_key", "score", "reason", "where", "body")
DECISIONS = ("merge", "split", "apart", "merge?", "split?")
_APPLIED = ("merge", "split")


class Row(Struct, frozen=True, gc=False):
    """A row of the file, and where it stands."""

    decision: str
    name: str
    key: str
    to_key: str
    score: float | None
    reason: str
    where: str
    body: str = ""
    line: str = ""

    @property
    def is_decided(self) -> bool:
        """Whether someone has decided on it."""
        return not self.decision.endswith("?")


class Correction(Struct, frozen=True, gc=False):
    """The key that a reviewer gave, how alike the names were, and why."""

    key: str
    score: float | None
    reason: str


_Split = tuple[str, str, str]
"""What a split is about: a key, the name printed, the body; one of the last two may be empty."""


class Reviewed:
    """The decisions of a file, ready for looking up."""

    def __init__(self, merges: Mapping[str, Row], splits: Mapping[_Split, Row]) -> None:
        self._merges = merges
        self._splits = splits

    def correction(self, name: str, key: str, body: str | None = None) -> Correction | None:
        """The decision on a name with this key; several in a row are followed to the last.

        Args:
            name: As printed.
            key: What it has without the file.
            body: The key of the body whose act prints it.
        """
        applied: list[Row] = []
        row = self._split(spelt(name), key, body or "") if self._splits else None
        while row := row or self._merges.get(key):
            applied.append(row)
            key, row = row.to_key, None
        if not applied:
            return None
        reasons = dict.fromkeys(f"{each.decision}: {each.reason}" for each in applied)
        score = applied[0].score if len(applied) == 1 else None
        return Correction(key, score, "; ".join(reasons))

    def _split(self, name: str, key: str, body: str) -> Row | None:
        """The decision that says most: on the name there, on all names there, on it anywhere."""
        told = ((key, name, body), (key, "", body), (key, name, ""))
        return next((self._splits[each] for each in told if each in self._splits), None)


@cache
def reviewed(path: str) -> Reviewed:
    """The decisions of a file.

    Raises:
        UsageError: the file is not there, or is not as it should be.
    """
    merges: dict[str, Row] = {}
    splits: dict[_Split, Row] = {}
    rows = [row for row in read_rows(path) if row.decision in _APPLIED]
    own = {row.to_key for row in rows if row.decision == "split"}
    for row in rows:
        _check(row, own)
        at = (row.key, spelt(row.name), row.body)
        other = splits.get(at) if row.decision == "split" else merges.get(row.key)
        if other:
            what = f"`{row.name or row.key}` is decided in {other.line} already"
            raise UsageError(f"{row.line}: {what}. Leave one of the rows.")
        if row.decision == "split":
            splits[at] = row
        else:
            merges[row.key] = row
    _refuse_circles(merges)
    return Reviewed(merges, splits)


def read_rows(path: str) -> Sequence[Row]:
    """The rows of a file, in order, each checked by itself.

    Raises:
        UsageError: the file is not there, or a row is not as it should be.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            head = next(reader, [])
            if head != list(COLUMNS):
                wanted = ",".join(COLUMNS)
                raise UsageError(f"{path}:1: the head is {','.join(head)!r}. Write {wanted}.")
            return tuple(_rows(path, reader))
    except OSError as error:
        message = f"{path}: no file that can be read ({error.strerror}). Check the path."
        raise UsageError(message) from error
    except (UnicodeDecodeError, csv.Error) as error:
        message = f"{path}: no CSV in UTF-8 that can be read ({error}). Save it again."
        raise UsageError(message) from error


def _rows(path: str, cells: _csv.Reader) -> Iterator[Row]:
    for row in cells:
        line = f"{path}:{cells.line_num}"
        if not row:
            continue
        if len(row) != len(COLUMNS):
            message = f"{line}: {len(row)} cells, not {len(COLUMNS)}."
            raise UsageError(f"{message} Quote cells that hold a comma.")
        decision, name, key, to_key, score, reason, where, body = (cell.strip() for cell in row)
        if decision not in DECISIONS:
            told = ", ".join(DECISIONS)
            raise UsageError(f"{line}: the decision is {decision!r}. Write one of {told}.")
        known = _score(line, score)
        keys = spelt(key), spelt(to_key)
        yield Row(decision, name, *keys, known, reason, where, spelt(body), line)


def _score(line: str, text: str) -> float | None:
    if not text:
        return None
    try:
        score = float(text)
    except ValueError:
        score = -1
    if not 0 <= score <= 1:
        raise UsageError(f"{line}: the score is {text!r}. Write 0 to 1, with a point, or nothing.")
    return score


def _check(row: Row, own: set[str]) -> None:
    """What a decision needs: two keys that are keys; for a split a name or body; a reason."""
    if not row.reason:
        raise UsageError(f"{row.line}: no reason. Say why, for the output repeats it.")
    if row.decision == "split" and not (row.name or row.body):
        told = "Write the name as printed, or the key of the body whose acts it is for."
        raise UsageError(f"{row.line}: a split without name and body. {told}")
    if row.decision == "merge" and row.body:
        told = "Write split, or leave the body out."
        raise UsageError(f"{row.line}: a merge holds in all acts, this one has a body. {told}")
    if row.body and row.body not in own:
        _check_key(row, "body", row.body)
    for column, key in (("key", row.key), ("to_key", row.to_key)):
        if not key:
            raise UsageError(f"{row.line}: no {column}. Write the key as `extract` gives it.")
        if key not in own and (column == "key" or row.decision == "merge"):
            _check_key(row, column, key)
    if row.key == row.to_key:
        raise UsageError(f"{row.line}: key and to_key are one. Give two, or leave the row out.")


def _check_key(row: Row, column: str, key: str) -> None:
    found = organisation_key(key)
    if found is None or found.chiave != key:
        told = f" Write {found.chiave!r}." if found else " Copy one from the output."
        raise UsageError(f"{row.line}: {column} {key!r} is the key of no name.{told}")


def _refuse_circles(merges: Mapping[str, Row]) -> None:
    for row in merges.values():
        met, following = {row.key}, row
        while following.to_key in merges and following.to_key not in met:
            met.add(following.to_key)
            following = merges[following.to_key]
        if following.to_key in met:
            message = f"{row.line}: {row.key!r} leads back to itself through {following.line}."
            raise UsageError(f"{message} Turn one of the rows round, or leave it out.")
