"""Every legal reference of the sample programme, one by one, against a list checked by hand.

A missing list is written, and the test fails: read it against the act before you keep it.
"""

import csv
from pathlib import Path

import pytest

from pipeline.run import run
from schemas.records import Documento
from tests.places import SAMPLES

FOLDER = SAMPLES / "programma_7522_2024"
LIST = FOLDER / "riferimenti.csv"
COLUMNS = ("testo", "tipo", "data", "numero", "articoli", "urn", "celex")


def cited(source: Path) -> list[dict[str, str]]:
    """The references in order, as the list has them; an empty cell is null."""
    (record,) = run(source.read_bytes(), source.name)
    assert isinstance(record, Documento)
    rows = ({key: getattr(each, key) for key in COLUMNS} for each in record.riferimenti)
    return [
        {**{k: v or "" for k, v in row.items()}, "articoli": " ".join(row["articoli"])}
        for row in rows
    ]


@pytest.mark.parametrize("name", ["source.txt", "source.pdf"])
def test_every_reference_is_the_one_in_the_list(name: str) -> None:
    found = cited(FOLDER / name)
    if not LIST.exists():
        with LIST.open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            rows.writeheader()
            rows.writerows(found)
        pytest.fail(f"{LIST.name} was missing and has been written: read it against the act")
    with LIST.open(encoding="utf-8", newline="") as file:
        assert found == list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["source.txt", "source.pdf"])
def test_the_visti_hold_the_references_printed_in_them(name: str) -> None:
    (record,) = run((FOLDER / name).read_bytes(), name)
    assert isinstance(record, Documento)
    assert record.atto
    counts = [len(visto.riferimenti) for visto in record.atto.visti]
    assert counts == [1, 1, 1, 1, 1, 2, 1, 1, 2, 3, 5, 0, 0]
    for visto in record.atto.visti:
        assert all(each.testo in visto.testo for each in visto.riferimenti)
        assert all(each in record.riferimenti for each in visto.riferimenti)
