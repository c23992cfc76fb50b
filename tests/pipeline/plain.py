"""What plain text gives, in a form that tests can compare."""

from typing import Any

from msgspec import UNSET, to_builtins

from pipeline.run import run
from schemas.records import Documento

_NOT_PRINTED = ("id", "tipo", "ordine", "evidence")


def document(text: str) -> Documento:
    """The record of a text file."""
    (found,) = run(text.encode(), "x.txt")
    assert isinstance(found, Documento)
    return found


def interventi(text: str) -> list[dict[str, Any]]:
    """Each intervento's fields that hold something, those with parts by their text."""
    return [_fields(to_builtins(each)) for each in document(text).interventi]


def rules(found: Documento) -> list[str]:
    """The codes of a document's issues, in order."""
    return [issue.rule for issue in found.issues]


def _fields(record: dict[str, Any]) -> dict[str, Any]:
    there = {k: v for k, v in record.items() if v not in (None, {}, [], (), UNSET)}
    return {key: _text(value) for key, value in there.items() if key not in _NOT_PRINTED}


def _text(value: Any) -> Any:
    if isinstance(value, dict) and value.get("testo") is not None:
        return value["testo"]
    if isinstance(value, list | tuple):
        return [each["testo"] for each in value]
    return value
