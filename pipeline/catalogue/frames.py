"""The catalogue from Python: tables, questions and search as typed data frames.

    from pipeline.catalogue import Catalogue

    with Catalogue("catalogue.db") as catalogue:
        catalogue.interventi().groupby("tipo").size()

Whole numbers are `Int64` and truth values `boolean`, so that a null stays one. Needs
`attidati[catalogue]`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from pipeline.catalogue.database import open_database
from pipeline.catalogue.export.sheets import Sheet, sheets
from pipeline.catalogue.questions import questions
from pipeline.catalogue.tables import Column, columns_of

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.catalogue.ask import Value

_TYPES = {"text": "str", "integer": "Int64", "real": "float64", "boolean": "boolean"}


class Catalogue:
    """A catalogue, open for reading: the path of a file, or the address of a server.

    Raises:
        UsageError: it is not there, or is no catalogue of this version.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._open = ExitStack()
        self._database = self._open.enter_context(open_database(os.fspath(path)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close it."""
        self._open.close()

    def catalogo(self) -> pd.DataFrame:
        """A row an intervento, with body, year, entries and leader."""
        return self.table("catalogo")

    def documenti(self) -> pd.DataFrame:
        """A row a document, those that could not be read too."""
        return self.table("documenti")

    def atti(self) -> pd.DataFrame:
        """A row an act."""
        return self.table("atti")

    def interventi(self) -> pd.DataFrame:
        """A row an intervento, with all its texts."""
        return self.table("interventi")

    def classificazioni(self) -> pd.DataFrame:
        """A row an entry of the taxonomy printed under an intervento."""
        return self.table("classificazioni")

    def organizzazioni(self) -> pd.DataFrame:
        """A row an organisation."""
        return self.table("organizzazioni")

    def intervento_organizzazione(self) -> pd.DataFrame:
        """A row an organisation named by an intervento, with its role."""
        return self.table("intervento_organizzazione")

    def indicatori(self) -> pd.DataFrame:
        """A row an indicator."""
        return self.table("indicatori")

    def percentuali(self) -> pd.DataFrame:
        """A row a rule of completion."""
        return self.table("percentuali")

    def azioni_vamt(self) -> pd.DataFrame:
        """A row a V.A.M.T. action."""
        return self.table("azioni_vamt")

    def riferimenti(self) -> pd.DataFrame:
        """A row a legal reference."""
        return self.table("riferimenti")

    def issues(self) -> pd.DataFrame:
        """A row a finding."""
        return self.table("issues")

    def evidence(self) -> pd.DataFrame:
        """A row a place of a field's value in its source."""
        return self.table("evidence")

    def table(self, name: str) -> pd.DataFrame:
        """Any table that an export holds.

        Raises:
            KeyError: there is no such table.
        """
        sheet = _sheets()[name]
        return _frame(list(sheet.rows(self._database)), sheet.columns)

    def ask(self, name: str, **values: Value) -> pd.DataFrame:
        """The answer to a canned question; parameters with `_` for `-`.

        Raises:
            KeyError: there is no such question, or it has no such parameter.
        """
        question = questions()[name]
        given = {key.replace("_", "-"): value for key, value in values.items()}
        answer = self._database.ask(question, given)
        return _frame(answer.rows, question.columns)

    def search(self, text: str, limit: int = 100) -> pd.DataFrame:
        """The interventi that hold all these words, best first."""
        answer = self._database.search(text, limit)
        types = {"anno": "integer"}
        declared = [[name, types.get(name, "text"), ""] for name in answer.columns]
        return _frame(answer.rows, columns_of(declared))


def _sheets() -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in sheets()}


def _frame(rows: Sequence[Sequence[object]], columns: Sequence[Column]) -> pd.DataFrame:
    import pandas as pd

    values = zip(*rows, strict=True) if rows else ((),) * len(columns)
    return pd.DataFrame(
        {
            column.name: pd.Series(list(cells), dtype=_TYPES[column.type])
            for column, cells in zip(columns, values, strict=True)
        }
    )
