"""Much of what is harmless in small numbers."""

from tests.nasty.pdf import Pdf, lines, one_page, text

WORDS_A_ROW = 20
LEFT = ("Biblioteca aperta", "Compiti insieme", "Orto dei nonni", "Estate al parco")
RIGHT = ("lettura ogni sabato", "aiuto allo studio", "terra da coltivare", "giochi per tutti")
MARGIN = "COPIA CONFORME"


def two_columns() -> bytes:
    """Two columns, their rows drawn in turn, on the same baselines."""
    content = ""
    for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        content += text(60, 700 - 20 * row, left) + text(320, 700 - 20 * row, right)
    return one_page(content)


def vertical_margin() -> bytes:
    """Rows of text, and a stamp that climbs along the left margin past them."""
    rows = lines(60, 700, LEFT, leading=20)
    return one_page(f"{rows}BT /F1 10 Tf 0 1 -1 0 30 630 Tm ({MARGIN}) Tj ET\n")


def crossed() -> bytes:
    """The same stamp, across the rows."""
    rows = lines(60, 700, LEFT, leading=20)
    return one_page(f"{rows}BT /F1 10 Tf 0 1 -1 0 250 630 Tm ({MARGIN}) Tj ET\n")


def slanted() -> bytes:
    """Rows of text, and a draft's mark in large letters across the page."""
    rows = lines(60, 700, LEFT, leading=20)
    return one_page(f"{rows}0.9 g BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 200 Tm (BOZZA) Tj ET\n")


def many_words(words: int) -> bytes:
    """One tall page of so many words, `p0`, `p1` and so on, twenty a row."""
    rows = [
        " ".join(f"p{n}" for n in range(start, min(start + WORDS_A_ROW, words)))
        for start in range(0, words, WORDS_A_ROW)
    ]
    pdf = Pdf()
    height = 14 * len(rows) + 100
    pdf.page(lines(50, height - 50, rows), media=(0, 0, 1000, height))
    return pdf.save()


def many_pages(pages: int) -> bytes:
    """So many small pages, all of one content stream."""
    pdf = Pdf()
    shared = pdf.stream(text(20, 60, "Biblioteca aperta") + text(20, 40, "Piedibus"))
    for _ in range(pages):
        pdf.page(shared, media=(0, 0, 200, 100))
    return pdf.save()
