"""Words that no blank parts, and blanks that no word needs."""

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.nasty.pdf import LETTER, Pdf, one_page, text

DOUBLE = "Tutti gli allievi della valle illesi dal 1999 al 2000"
ROW = "Percorsi nel bosco per famiglie con bambini"


def _objects(pieces: list[tuple[float, str]], y: float = 700) -> str:
    return "".join(text(x, y, piece) for x, piece in pieces)


def word_by_word() -> bytes:
    """Each word an object of its own; no blank is written anywhere."""
    at, pieces = 100.0, []
    for word in ROW.split():
        pieces.append((at, word))
        at += LETTER * (len(word) + 1)
    return one_page(_objects(pieces) + text(100, 680, "Piedibus"))


def letter_by_letter() -> bytes:
    """Each letter moved to by itself within one text object; no blank is written."""
    content, moved = "BT /F1 10 Tf 100 700 Td\n", 0.0
    for letter in ROW:
        if letter != " ":
            content += f"{moved:g} 0 Td ({letter}) Tj\n"
            moved = 0.0
        moved += LETTER
    return one_page(content + "ET\n" + text(100, 680, "Piedibus"))


def letter_objects() -> bytes:
    """Each letter a text object of its own; no blank is written."""
    pieces = [(100 + LETTER * at, letter) for at, letter in enumerate(ROW) if letter != " "]
    return one_page(_objects(pieces) + text(100, 680, "Piedibus"))


def narrow_letters() -> bytes:
    """The same in Helvetica, with the same narrow letter several times on end."""
    pdf = Pdf()
    font = pdf.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    content, at = "", 100.0
    for letter in DOUBLE:
        if letter != " ":
            content += f"BT /F2 10 Tf 1 0 0 1 {at:g} 700 Tm ({letter}) Tj ET\n"
        at += stringWidth(letter, "Helvetica", 10)
    pdf.page(content, fonts=f"/F2 {font} 0 R")
    return pdf.save()


def narrow_gaps() -> bytes:
    """Words a quarter of an em apart, as a proportional font's blank is, and none written."""
    at, pieces = 100.0, []
    for word in ROW.split():
        pieces.append((at, word))
        at += LETTER * len(word) + 2.5
    return one_page(_objects(pieces) + text(100, 680, "Piedibus"))


def kerned() -> bytes:
    """Letters of one word set a little apart and together by TJ, as kerning does."""
    moves = "[(Bi) 30 (bl) -60 (io) 20 (te) -80 (ca) -600 (ap) 40 (er) -70 (ta)] TJ"
    content = f"BT /F1 10 Tf 100 700 Td {moves} ET\n"
    return one_page(content + text(100, 680, "Piedibus"))


def wide_letters(apart: float) -> bytes:
    """A title with its letters apart (Tc), and blanks between its words."""
    title = text(100, 700, "PIANO FAMIGLIA COMUNALE", before=f"{apart:g} Tc")
    return one_page(title + text(100, 680, "Piedibus", before="0 Tc"))


def spaced_out() -> bytes:
    """Letters a tenth of an em apart by TJ, as Word sets them, one of them a hair farther."""
    moves = " ".join(f"({letter}) {-120 if letter == 'm' else -108}" for letter in "Tassonomia")
    content = f"BT /F1 10 Tf 100 700 Td [{moves} (.)] TJ ET\n"
    return one_page(content + text(100, 680, "Piedibus"))


def justified() -> bytes:
    """Blanks stretched by Tw to three times their width, and by a fraction."""
    wide = text(100, 700, ROW, before="12 Tw") + text(100, 680, ROW, before="0.7 Tw")
    return one_page(wide)


def tight() -> bytes:
    """Blanks shrunk by Tw to a fifth of an em: they are blanks still."""
    return one_page(text(100, 700, ROW, before="-4 Tw"))


def blanks_of_many_kinds() -> bytes:
    """A no-break space within a row and a row that ends in blanks."""
    return one_page(text(100, 700, "art.\\2403 comma") + text(100, 680, "Piedibus   "))
