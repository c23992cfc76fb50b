"""The editions as SKOS, read back by rdflib and held against shapes of a published vocabulary."""

import json
from pathlib import Path

import pyshacl
import pytest
from click.testing import CliRunner
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from pipeline.normalise.skos import Publication, export, json_ld, skos, turtle
from schemas.taxonomy import taxonomies

KNOWN = taxonomies()
BASE = "https://example.org/tassonomia/"
PUBLISHED = Publication(BASE, "https://example.org/ente", "2026-01-31")
SHAPES = Path(__file__).with_name("skos_shapes.ttl")


def graph(publication: Publication = PUBLISHED) -> Graph:
    """All editions, written as Turtle and read back."""
    return Graph().parse(data=turtle(skos(KNOWN, KNOWN.editions, publication)), format="turtle")


def conforms(given: Graph) -> tuple[bool, str]:
    """Whether a graph fits the shapes, and what is said of it."""
    fits, _, text = pyshacl.validate(given, shacl_graph=Graph().parse(SHAPES))
    return fits, text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader
def test_turtle_and_json_ld_say_the_same() -> None:
    nodes = skos(KNOWN, KNOWN.editions, PUBLISHED)
    assert isomorphic(graph(), Graph().parse(data=json_ld(nodes), format="json-ld"))


def test_every_row_is_a_concept() -> None:
    rows = sum(len(edition.concepts) for edition in KNOWN.editions.values())
    found = graph()
    assert len(set(found.subjects(RDF.type, SKOS.Concept))) == rows
    assert len(set(found.subjects(RDF.type, SKOS.ConceptScheme))) == len(KNOWN.editions)


def test_concept_has_its_label_place_and_crosswalk() -> None:
    found, one = graph(), URIRef(f"{BASE}3/C0101")
    assert found.value(one, SKOS.notation) == Literal("C0101")
    label = Literal("Strumenti e sistemi informativi e promozionale online", lang="it")
    assert found.value(one, SKOS.prefLabel) == label
    assert found.value(one, SKOS.broader) == URIRef(f"{BASE}3/C01")
    assert found.value(one, SKOS.broadMatch) == URIRef(f"{BASE}2/C06-0604")


def test_published_vocabulary_fits_the_shapes() -> None:
    fits, told = conforms(graph())
    assert fits, told


@pytest.mark.parametrize("taken", ["prefLabel", "notation", "inScheme"])
def test_shapes_miss_what_is_taken_away(taken: str) -> None:
    found = graph()
    found.remove((URIRef(f"{BASE}2/B05-0516"), SKOS[taken], None))
    fits, told = conforms(found)
    assert not fits
    assert f"B05-0516>->skos:{taken}" in told


def test_shapes_miss_the_publisher_that_only_the_publisher_can_name() -> None:
    fits, text = conforms(graph(Publication(BASE)))
    assert not fits
    assert "rightsHolder" in text


def test_quotes_and_lines_in_a_label_are_escaped(tmp_path: Path) -> None:
    row = 'voce,X1,"Un ""nome"" \\ su\ndue righe",,,2025,,x\n'
    head = "level,code,label,variants,broader,valid_from,valid_to,source\n"
    (tmp_path / "x.csv").write_text(head + row, encoding="utf-8")
    known = taxonomies(str(tmp_path))
    found = Graph().parse(data=turtle(skos(known, ["x"], PUBLISHED)), format="turtle")
    label = found.value(URIRef(f"{BASE}x/X1"), SKOS.prefLabel)
    assert label == Literal('Un "nome" \\ su\ndue righe', lang="it")


def test_command_prints_the_editions_that_are_named() -> None:
    result = CliRunner().invoke(export, ["3", "--format", "json-ld"])
    nodes = json.loads(result.stdout)["@graph"]
    assert len(nodes) == 1 + len(KNOWN.editions["3"].concepts)
    assert CliRunner().invoke(export, ["9"]).exit_code == 2
