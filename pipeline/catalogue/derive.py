"""The derived tables: counts and comparisons, computed anew from the others after each build.

A question over a million interventi must answer at once; what it counts is counted here.
"""

from __future__ import annotations

import re

from extractors.folding import folded
from pipeline.catalogue.changes import changes
from pipeline.catalogue.engine import File
from pipeline.catalogue.organisations import Organisations
from pipeline.catalogue.similar import similar
from pipeline.catalogue.store import write_rows
from pipeline.catalogue.tables import insert, tables
from schemas.taxonomy import taxonomies

_USED = "c.metodo <> 'suggerita' AND c.edizione IS NOT NULL AND c.voce IS NOT NULL"

_TERRITORI = """
INSERT INTO territori
WITH named AS (
  SELECT territorio, coalesce(distretto, ente) AS nome,
    CASE WHEN distretto IS NULL THEN ente_tipo ELSE 'distretto' END AS tipo,
    count(*) AS n, sum(n_interventi) AS n_interventi, max(provincia) AS provincia,
    max(codice_istat) AS codice_istat
  FROM documenti WHERE territorio IS NOT NULL GROUP BY 1, 2, 3
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY territorio ORDER BY n DESC, nome, tipo) AS place,
    sum(n) OVER whole AS documenti, sum(n_interventi) OVER whole AS interventi,
    max(provincia) OVER whole AS any_provincia, max(codice_istat) OVER whole AS any_istat
  FROM named WINDOW whole AS (PARTITION BY territorio)
)
SELECT territorio, nome, folded(nome), tipo, any_provincia, any_istat, documenti, interventi
FROM ranked WHERE place = 1 ORDER BY territorio
"""

_USO_VOCI = f"""
INSERT INTO uso_voci
SELECT i.territorio, i.anno, c.edizione, c.voce, count(*)
FROM interventi i NOT INDEXED CROSS JOIN classificazioni c ON c.intervento_id = i.id
WHERE {_USED} AND (c.ordine = 1 OR NOT EXISTS (
  SELECT 1 FROM classificazioni o
  WHERE o.intervento_id = c.intervento_id AND o.ordine < c.ordine AND o.metodo <> 'suggerita'
    AND o.edizione = c.edizione AND o.voce = c.voce
))
GROUP BY 1, 3, 4, 2 ORDER BY 1, 3, 4, 2
"""  # noqa: S608  the condition is a constant of ours

_SERIE_VOCI = """
INSERT INTO serie_voci
SELECT edizione, voce, anno, sum(n_interventi), count(DISTINCT territorio)
FROM uso_voci GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""

_VOCI_NOT_LISTED = f"""
INSERT INTO voci
SELECT c.edizione, c.voce, max(c.codice), max(c.etichetta), 'voce', max(c.campo),
  max(c.macro_ambito), 0, 0
FROM (
  SELECT edizione, voce FROM serie_voci EXCEPT SELECT edizione, voce FROM voci
) AS lacking
CROSS JOIN classificazioni c ON c.edizione = lacking.edizione AND c.voce = lacking.voce
WHERE {_USED}
GROUP BY c.edizione, c.voce
"""  # noqa: S608  the condition is a constant of ours

_VOCI_COUNTED = """
UPDATE voci SET n_interventi = counted.n FROM (
  SELECT edizione, voce, sum(n_interventi) AS n FROM serie_voci GROUP BY 1, 2
) AS counted
WHERE counted.edizione = voci.edizione AND counted.voce = voci.voce
"""

_NORME = """
INSERT INTO norme
WITH cited AS (
  SELECT documento_id, tipo, autorita, numero, substr(data, 1, 4) AS data,
    coalesce(whole_act(urn), celex, testo) AS norma
  FROM riferimenti
)
SELECT norma, min(tipo), min(autorita), min(numero), min(data), count(*) AS n,
  count(DISTINCT documento_id) AS documents
FROM cited GROUP BY norma ORDER BY documents DESC, n DESC, norma
"""

_PART_OF_ACT = re.compile(r"(?<=:\d{4})-\d{2}-\d{2}(?=;)|~.*", re.DOTALL)
"""Of a URN: the month and day, which not every citation says; the article and comma."""

_CONTEGGI_ISSUES = """
INSERT INTO conteggi_issues
SELECT i.rule, i.severity, d.territorio, d.anno, count(*), count(DISTINCT i.documento_id)
FROM issues i JOIN documenti d ON d.id = i.documento_id
GROUP BY 1, 2, 3, 4 ORDER BY 1, 3, 4, 2
"""


def derive(connection: File, organisations: Organisations | None = None) -> None:
    """Empties the derived tables and fills them.

    What interventi say of organisations is asked of the file, where it is not at hand.
    """
    if organisations is None:
        organisations = Organisations()
        organisations.add_all(connection)
    for table in tables().values():
        if table.derived:
            connection.execute(f'DELETE FROM "{table.name}"')  # noqa: S608  names are ours
    connection.create_function("whole_act", 1, _whole_act, deterministic=True)
    connection.create_function("folded", 1, folded, deterministic=True)
    connection.execute(_TERRITORI)
    named, pairs = organisations.count(connection)
    write_rows(connection, {"organizzazioni": named})
    for some in pairs:
        write_rows(connection, {"coppie_organizzazioni": some})
    connection.execute(_USO_VOCI)
    connection.execute(_SERIE_VOCI)
    _taxonomy(connection)
    connection.execute(_VOCI_NOT_LISTED)
    connection.execute(_VOCI_COUNTED)
    connection.execute(_NORME)
    connection.execute(_CONTEGGI_ISSUES)
    connection.executemany(insert(tables()["confronti"]), changes(connection))
    connection.executemany(insert(tables()["somiglianze"]), similar(connection))


def _whole_act(urn: str | None) -> str | None:
    """`urn:nir:stato:legge:1990-08-07;241~art3` is `urn:nir:stato:legge:1990;241`."""
    return urn and _PART_OF_ACT.sub("", urn)


def _taxonomy(connection: File) -> None:
    """The concepts of the project's editions, and their crosswalk."""
    known = taxonomies()
    rows = {}
    for edition in known.editions.values():
        for concept in edition.concepts:
            above = {
                level: edition.above(concept.code, level) for level in ("campo", "macro_ambito")
            }
            rows[edition.name, concept.code or concept.label] = (
                *(edition.name, concept.code or concept.label, concept.code or None),
                *(concept.label or None, concept.level),
                *(each.name if each else None for each in above.values()),
                *(True, 0),
            )
    connection.executemany(insert(tables()["voci"]), (rows[key] for key in sorted(rows)))
    connection.executemany(
        insert(tables()["corrispondenze"]),
        sorted(
            (*end, match.relation, match.edition, match.code)
            for end, matches in known.crosswalk.items()
            for match in matches
        ),
    )
