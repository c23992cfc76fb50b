"""A second table right under the first one is a table of its own."""

import io

from reportlab.lib import colors
from reportlab.platypus import SimpleDocTemplate, Table

from tests.render.scoring import interventi

GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold")]
ACTIONS = [
    ("Titolo", "Obiettivo", "Descrizione"),
    ("Biblioteca aperta", "Aprire la sera", "Le sale restano aperte fino alle 22"),
    ("Piedibus", "Camminare", "Quattro percorsi verso la scuola"),
]
COSTS = [("Voce", "Importo", "Note"), ("Carta", "100 euro", "Bilancio"), ("Luce", "200 euro", "-")]


def test_a_table_that_begins_right_under_another_adds_no_action() -> None:
    stream = io.BytesIO()
    tables = [Table(rows, colWidths=[120, 130, 230], style=GRID) for rows in (ACTIONS, COSTS)]
    SimpleDocTemplate(stream).build(tables)
    found = interventi(stream.getvalue(), "x.pdf")
    assert [action["titolo"] for action in found] == ["Biblioteca aperta", "Piedibus"]
    assert found[1]["descrizione"] == "Quattro percorsi verso la scuola"
