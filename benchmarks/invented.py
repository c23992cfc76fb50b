"""Programmes of any length, invented: `python -m benchmarks.invented FOLDER PAGES [--copies N]`.

Ruled tables with the programmes' labels, rows cut by the page's end, a running head and foot, and
text that says nothing. No two pages are the same; the same call makes the same files.
"""

from __future__ import annotations

import argparse
from itertools import count, pairwise, zip_longest
from pathlib import Path
from random import Random

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

SIZE, LEADING, PAD = 9, 12, 4
TOP, FOOT = A4[1] - 72, 72
COLUMNS = (57, 180, A4[0] - 57)
ROWS = {
    "Obiettivo generale.": (8, 20),
    "Obiettivo specifico.": (8, 20),
    "Titolo.": (3, 8),
    "Azioni.": (40, 160),
    "Organizzazione referente.": (2, 5),
    "Altre organizzazioni coinvolte.": (4, 15),
    "Tempi.": (2, 5),
    "Indicatore/i di valutazione.": (8, 25),
    "AZIONE V.A.M.T. Percentuale/i di valutazione.": (5, 12),
    "Classificazione.": (4, 12),
}
"""A progettualità's rows, and how many words they hold."""

WORDS = (
    "di la il per con una dei alle nella anche più famiglie comunità attività territorio servizi "
    "giovani bambini genitori percorsi incontri formazione lavoro tempi conciliazione sostegno "
    "laboratori comune biblioteca associazioni scuola sport ambiente cultura benessere progetto "
    "rete qualità opportunità informazione accoglienza volontariato promozione natalità "
    "realizzazione coinvolgimento serata estate"
)


class Programme:
    """A programme in the making: its canvas, and how far down the page it is."""

    def __init__(self, path: Path, pages: int, seed: int) -> None:
        """Begins the first page."""
        for name, file in (("Vera", "Vera.ttf"), ("VeraBd", "VeraBd.ttf")):
            pdfmetrics.registerFont(TTFont(name, file))
        self.canvas = Canvas(str(path), pagesize=A4, pageCompression=1, invariant=1)
        self.random, self.vocabulary = Random(seed), WORDS.split()
        self.pages, self.page, self.y = pages, 0, 0.0
        self.turn_page()

    def turn_page(self) -> None:
        """Ends the page, and begins the next one with its head and its foot."""
        if self.page:
            self.canvas.showPage()
        self.page, self.y = self.page + 1, TOP
        self.canvas.setFont("Vera", SIZE)
        self.canvas.setLineWidth(0.5)
        self.canvas.drawString(COLUMNS[0], A4[1] - 40, "DISTRETTO FAMIGLIA VALLE INVENTATA")
        self.canvas.drawRightString(COLUMNS[-1], 36, f"Pag. {self.page} di {self.pages}")

    def finds_room(self, lines: int) -> bool:
        """Makes sure of so many lines, on the next page if need be; False at the very end."""
        if self.y < FOOT + lines * LEADING:
            if self.page == self.pages:
                return False
            self.turn_page()
        return True

    def row(self, edges: tuple[float, ...], texts: tuple[str, ...]) -> None:
        """Draws a ruled row, cut where the page ends: no rule is drawn at a cut."""
        widths = [right - left - 2 * PAD for left, right in pairwise(edges)]
        cells = [simpleSplit(t, "Vera", SIZE, w) for t, w in zip(texts, widths, strict=True)]
        lines = list(zip_longest(*cells, fillvalue=""))
        self.canvas.line(edges[0], self.y, edges[-1], self.y)
        while lines:
            fit = int((self.y - FOOT) / LEADING)
            self._piece(edges, lines[:fit])
            lines = lines[fit:]
            if lines and not self.finds_room(1):
                return
        self.canvas.line(edges[0], self.y, edges[-1], self.y)

    def _piece(self, edges: tuple[float, ...], lines: list[tuple[str, ...]]) -> None:
        """Draws the lines of a row that fit on the page, and the upright rules beside them."""
        bottom = self.y - LEADING * len(lines) - PAD
        for number, line in enumerate(lines, 1):
            for left, text in zip(edges, line, strict=False):
                if text:
                    self.canvas.drawString(left + PAD, self.y - LEADING * number, text)
        for edge in edges:
            self.canvas.line(edge, self.y, edge, bottom)
        self.y = bottom

    def words(self, low: int, high: int) -> str:
        """A sentence of so many words."""
        chosen = self.random.choices(self.vocabulary, k=self.random.randint(low, high))
        return " ".join(chosen).capitalize() + "."


def write(path: Path, pages: int, seed: int) -> None:
    """Writes a programme of exactly so many pages."""
    programme = Programme(path, pages, seed)
    for line in ("PROGRAMMA DI LAVORO 2024", *(programme.words(15, 18) for _ in range(8))):
        programme.canvas.drawString(COLUMNS[0], programme.y, line[:90])
        programme.y -= LEADING
    for number in count(1):
        if not programme.finds_room(8):
            break
        title = f"PROGETTUALITÀ n.{number} WELFARE TERRITORIALE - COMUNITÀ EDUCANTE"
        programme.row((COLUMNS[0], COLUMNS[-1]), (title,))
        for label, (low, high) in ROWS.items():
            if not programme.finds_room(1):
                break
            programme.row(COLUMNS, (label, programme.words(low, high)))
        programme.y -= 2 * LEADING
    programme.canvas.save()


def main() -> None:
    """Writes the files asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pages", type=int)
    parser.add_argument("--copies", type=int, default=1, help="files, each with its own text (1)")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    for seed in range(asked.copies):
        write(asked.folder / f"{seed:04}.pdf", asked.pages, seed)


if __name__ == "__main__":
    main()
