"""The taxonomy's editions as SKOS, for those who publish them: `python -m pipeline.normalise.skos`.

One concept scheme an edition, in the shape that the national catalogue (schema.gov.it) asks of a
controlled vocabulary: the scheme is a dataset of DCAT-AP_IT with a key concept; each concept has
its notation, label, scheme and the concept above; the crosswalk gives the mapping relations. Who
holds the rights and when it was last changed only the publisher can say: without them the metadata
lack what the catalogue demands. A macro area or field that no source names has its code for a
label, and in an edition without codes the place in the list stands for one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

import click
from msgspec import Struct

from schemas.taxonomy import Concept, Edition, Taxonomies, TaxonomyError, taxonomies

PREFIXES: Mapping[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatapit": "http://dati.gov.it/onto/dcatapit#",
    "dct": "http://purl.org/dc/terms/",
    "ndc": "https://w3id.org/italia/onto/NDC/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AUTHORITY = "http://publications.europa.eu/resource/authority/"

Term = dict[str, str]
"""A link (`@id`), or a literal (`@value`, with `@language` or `@type`), as JSON-LD has them."""
Node = dict[str, str | list[str] | list[Term]]
"""A resource: `@id`, `@type`, and its terms by property."""


class Publication(Struct, frozen=True, gc=False):
    """What the publisher of the vocabularies decides."""

    base: str = "urn:attidati:tassonomia:"
    """What every address begins with; ends in `/`, `#` or `:`."""
    rights_holder: str | None = None
    """The address of the body that holds the rights, and publishes."""
    modified: str | None = None
    """Day of the last change, ISO."""


_OWN = Publication()


def skos(
    known: Taxonomies, names: Iterable[str], publication: Publication = _OWN
) -> Sequence[Node]:
    """The schemes of these editions and all their concepts, each scheme before its concepts."""
    return [node for name in names for node in _nodes(known, known.editions[name], publication)]


def json_ld(nodes: Sequence[Node]) -> str:
    """The nodes as JSON-LD, with a final newline."""
    document = {"@context": PREFIXES, "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def turtle(nodes: Sequence[Node]) -> str:
    """The nodes as Turtle."""
    heads = [f"@prefix {prefix}: <{address}> .\n" for prefix, address in PREFIXES.items()]
    return "".join(heads) + "".join(map(_block, nodes))


def _nodes(known: Taxonomies, edition: Edition, publication: Publication) -> Iterator[Node]:
    address = _address(publication, edition.name)
    codes = _notations(edition)
    tops = [code for code, concept in codes.items() if not concept.broader]
    sources = dict.fromkeys(concept.source for concept in edition.concepts if concept.source)
    scheme: Node = {
        "@id": address,
        "@type": ["skos:ConceptScheme", "dcatapit:Dataset", "dcat:Dataset"],
        "dct:identifier": [{"@value": f"tassonomia-{edition.name}"}],
        "dct:title": [_italian(edition.title)],
        "dct:description": [
            _italian(f"{edition.title}: {len(codes)} concetti{_in_years(edition)}.")
        ],
        "dct:language": [{"@id": f"{_AUTHORITY}language/ITA"}],
        "dct:accrualPeriodicity": [{"@id": f"{_AUTHORITY}frequency/IRREG"}],
        "dcat:theme": [{"@id": f"{_AUTHORITY}data-theme/SOCI"}],
        "ndc:keyConcept": [{"@value": f"tassonomia-{edition.name}"}],
        "dct:source": [{"@value": source} for source in sources],
        "skos:hasTopConcept": [_link(publication, edition.name, code) for code in tops],
    }
    if publication.rights_holder:
        scheme["dct:rightsHolder"] = [{"@id": publication.rights_holder}]
        scheme["dct:publisher"] = [{"@id": publication.rights_holder}]
    if publication.modified:
        scheme["dct:modified"] = [{"@value": publication.modified, "@type": "xsd:date"}]
    yield scheme
    for code, concept in codes.items():
        yield _concept(known, edition, code, concept, publication)


def _concept(
    known: Taxonomies, edition: Edition, code: str, concept: Concept, publication: Publication
) -> Node:
    scheme: list[Term] = [{"@id": _address(publication, edition.name)}]
    node: Node = {
        **_link(publication, edition.name, code),
        "@type": ["skos:Concept"],
        "dct:identifier": [{"@value": code}],
        "skos:notation": [{"@value": code}],
        "skos:prefLabel": [_italian(concept.name)],
        "skos:inScheme": scheme,
    }
    if concept.variants:
        node["skos:altLabel"] = [_italian(variant) for variant in concept.variants]
    if concept.broader:
        node["skos:broader"] = [_link(publication, edition.name, concept.broader)]
    else:
        node["skos:topConceptOf"] = scheme
    for match in known.crosswalk.get((edition.name, concept.code), ()):
        terms = node.setdefault(f"skos:{match.relation}", [])
        assert isinstance(terms, list)
        terms.append(_link(publication, match.edition, match.code))  # type: ignore[arg-type]
    return node


def _notations(edition: Edition) -> Mapping[str, Concept]:
    """The concepts by their code, or by their place in the list."""
    return {each.code or str(place): each for place, each in enumerate(edition.concepts, 1)}


def _in_years(edition: Edition) -> str:
    if edition.years is None:
        return ""
    first, last = edition.years
    return f"; in uso {f'dal {first}' if last is None else f'{first}–{last}'}"


def _italian(text: str) -> Term:
    return {"@value": text, "@language": "it"}


def _address(publication: Publication, *parts: str) -> str:
    return publication.base + publication.base[-1:].join(quote(part, safe="") for part in parts)


def _link(publication: Publication, *parts: str) -> Term:
    return {"@id": _address(publication, *parts)}


def _block(node: Node) -> str:
    lines = [f"    a {', '.join(node['@type'])}"]  # type: ignore[arg-type]
    for name, terms in node.items():
        if not name.startswith("@") and terms:
            lines.append(f"    {name} {', '.join(map(_term, terms))}")  # type: ignore[arg-type]
    return f"\n<{node['@id']}>\n" + " ;\n".join(lines) + " .\n"


def _term(term: Term) -> str:
    if "@id" in term:
        return f"<{term['@id']}>"
    text = json.dumps(term["@value"], ensure_ascii=False)
    if "@language" in term:
        return f"{text}@{term['@language']}"
    return f"{text}^^{term['@type']}" if "@type" in term else text


@click.command()
@click.argument("editions", nargs=-1)
@click.option("--format", "form", type=click.Choice(["turtle", "json-ld"]), default="turtle")
@click.option("--taxonomy", metavar="DIR", help="Editions to add, as of `extract`.")
@click.option("--base", default=_OWN.base, show_default=True, help="Begins every address.")
@click.option("--rights-holder", metavar="URI", help="Who holds the rights, and publishes.")
@click.option("--modified", metavar="YYYY-MM-DD", help="Day of the last change.")
def export(
    editions: tuple[str, ...],
    form: str,
    taxonomy: str | None,
    base: str,
    rights_holder: str | None,
    modified: str | None,
) -> None:
    """Print EDITIONS of the taxonomy (all, if none is named) as SKOS."""
    try:
        known = taxonomies(taxonomy)
    except TaxonomyError as error:
        raise click.UsageError(str(error)) from error
    for name in editions:
        if name not in known.editions:
            raise click.UsageError(f"no edition {name}; there are {', '.join(known.editions)}.")
    nodes = skos(known, editions or known.editions, Publication(base, rights_holder, modified))
    click.echo(turtle(nodes) if form == "turtle" else json_ld(nodes), nl=False)


if __name__ == "__main__":
    export()
