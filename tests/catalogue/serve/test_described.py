"""What Datasette is told: each question's form asks what `catalogue ask` asks."""

import sqlite3
from pathlib import Path

import pytest

from pipeline.catalogue.ask import Value, ask
from pipeline.catalogue.questions import questions
from pipeline.catalogue.serve.connection import connect, prepare
from pipeline.catalogue.serve.described import metadata, query_sql
from pipeline.catalogue.serve.settings import settings
from pipeline.catalogue.store import open_to_read
from pipeline.catalogue.tables import tables

GIVEN: dict[str, dict[str, Value]] = {
    "interventi_per_territorio": {"territorio": "ALFA", "anno": 2022},
    "voci_per_territorio": {"voce": "B04-0401", "edizione": "2"},
    "voci_meno_usate": {"al-massimo": 1},
    "serie_storica": {"voce": "D08-0824"},
    "titoli_simili": {"almeno": 95.5},
    "scadenze": {"dal": "2021-03-01", "al": "2021-12-31"},
    "organizzazioni_attive": {"nome": "cooperativa", "almeno": 2},
    "chi_lavora_con_chi": {"organizzazione": "Uno"},
    "basi_giuridiche": {"norma": "1990;241"},
    "segnalazioni": {"rule": "CNT001", "territorio": "beta"},
    "cambiamenti": {"da": 2021, "stato": "riscritto"},
}


def formed(database: Path, name: str, values: dict[str, Value]) -> list[tuple[object, ...]]:
    """The rows of the question's form, where what is left out is empty and all is text."""
    question = questions()[name]
    given = {each.name.replace("-", "_"): "" for each in question.parameters}
    given |= {key.replace("-", "_"): str(value) for key, value in values.items()}
    connection = connect(str(database))
    prepare(connection)
    try:
        return connection.execute(query_sql(question), given).fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("name", questions())
def test_an_empty_form_asks_for_all(database: Path, name: str) -> None:
    with open_to_read(str(database)) as connection:
        assert formed(database, name, {}) == list(ask(connection, questions()[name], {}).rows)


@pytest.mark.parametrize("name", questions())
def test_a_form_narrows_as_the_command_does(database: Path, name: str) -> None:
    with open_to_read(str(database)) as connection:
        expected = list(ask(connection, questions()[name], GIVEN[name]).rows)
        everything = list(ask(connection, questions()[name], {}).rows)
    assert formed(database, name, GIVEN[name]) == expected
    assert len(expected) < len(everything) or name in {"titoli_simili", "cambiamenti"}


def test_settings_name_only_what_is_there(connection: sqlite3.Connection) -> None:
    shown = metadata()["databases"]["catalogo"]["tables"]
    for name, listing in settings().tables.items():
        columns = shown[name]["columns"].keys()
        assert {*listing.columns, *listing.facets} <= columns, name
        assert listing.intervento is None or listing.intervento in columns
        assert {*listing.facets} <= settings().facet_titles.keys()
        for related in listing.related:
            assert settings().related[related].own in columns
    for relation in settings().related.values():
        named = {relation.key, relation.label or relation.key, *relation.columns}
        assert named <= {*tables()[relation.table].names}
    own = {row[0] for row in connection.execute("SELECT campo FROM evidence")}
    assert own <= settings().fields.keys()
