"""pdfminer, mended where it goes round a ring of references for ever. To import this is enough."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdftypes import PDFObjRef


def _resolved(reference: PDFObjRef, default: object = None) -> Any:
    """What a reference leads to; where it leads back to itself, the default."""
    found: Any = reference
    passed: set[int] = set()
    while isinstance(found, PDFObjRef):
        if found.doc is None or found.objid in passed:
            return default
        passed.add(found.objid)
        try:
            found = found.doc.getobj(found.objid)
        except PDFObjectNotFound:
            return default
    return found


PDFObjRef.resolve = _resolved  # type: ignore[method-assign, assignment]
