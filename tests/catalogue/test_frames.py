"""From Python: typed frames."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.catalogue import Catalogue
from pipeline.errors import UsageError
from tests.catalogue.made_up import built, unreadable

METHODS = [name for name, each in vars(Catalogue).items() if "A row" in (each.__doc__ or "")]


def test_types_are_those_declared(database: Path) -> None:
    with Catalogue(database) as catalogue:
        types = catalogue.documenti().dtypes
        assert [str(types[name]) for name in ("id", "anno", "coverage", "signed")] == [
            "str",
            "Int64",
            "float64",
            "boolean",
        ]
        assert catalogue.documenti()["anno"].isna().sum() == 2


@pytest.mark.parametrize("name", METHODS)
def test_every_table_is_a_frame(database: Path, name: str) -> None:
    with Catalogue(database) as catalogue:
        frame = getattr(catalogue, name)()
        assert len(frame) == catalogue.table("interventi" if name == "catalogo" else name).shape[0]


def test_an_empty_table_has_its_columns(tmp_path: Path) -> None:
    with Catalogue(built(tmp_path, unreadable("a.pdf"))[0]) as catalogue:
        frame = catalogue.interventi()
    assert (len(frame), str(frame["anno"].dtype)) == (0, "Int64")


def test_questions_and_search_are_frames(database: Path) -> None:
    with Catalogue(database) as catalogue:
        assert catalogue.ask("interventi_per_territorio", anno=2022)["n_interventi"].sum() == 5
        assert len(catalogue.ask("voci_meno_usate", edizione="2", al_massimo=0)) > 50
        assert list(catalogue.search("educante")["titolo"]) == ["Comunità educante"]
        with pytest.raises(KeyError):
            catalogue.ask("interventi_per_territorio", colore="blu")
        with pytest.raises(KeyError):
            catalogue.table("impronte")


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="catalogue build"):
        Catalogue(tmp_path / "none.db")


def test_nothing_heavy_is_imported_before_it_is_used() -> None:
    heavy = (
        *("pandas", "pyarrow", "xlsxwriter", "rapidfuzz", "pydantic", "spacy", "pypdfium2"),
        *("sqlalchemy", "pg8000", "ssl", "jinja2"),
    )
    code = (
        "import sys, pipeline.catalogue, pipeline.catalogue.cli, pipeline.catalogue.build\n"
        "import pipeline.catalogue.database\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
