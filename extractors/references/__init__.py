"""Citations of laws, deliberations, European acts, each with the URN its words support.

    vista la deliberazione della Giunta provinciale n. 1898 di data 12 ottobre 2018
    artt. 3 bis, c. 4 bis, e 71 D.Lgs. 82/2005          two citations, one an article
    deliberazioni G.P. n. 219 del … e n. 2903 del 2007  two citations, one an act

Not read: an act without number and date (`la legge provinciale`, `il regolamento comunale`), unless
its name is one of the known ones (`codice civile`, `TUEL`); articles without an act (`art. 183 del
citato decreto`); the act's own heading. Nothing is added: a date is as precise as printed, and an
act whose body is told neither by the words nor by the issuing body has no URN.
"""

from __future__ import annotations

from extractors.references.citations import find_references
from extractors.references.found import Found, Issuer

__all__ = ["Found", "Issuer", "find_references"]
