"""Fonts whose codes say little, or much at once, of what they print."""

import io
from pathlib import Path

import reportlab
from reportlab.pdfbase.ttfonts import TTFontFile

from tests.nasty.pdf import Pdf, one_page, text

VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
DESCRIPTOR = (
    "/Type/FontDescriptor/Flags 4/FontBBox[0 -200 600 800]/ItalicAngle 0"
    "/Ascent 800/Descent -200/CapHeight 700/StemV 80"
)
CID = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
SQUARE = "600 0 0 0 500 700 d1 0 0 500 700 re f"

MATHEMATICAL_A, FACE, FLAG = "\U0001d400", "\U0001f600", "\U0001f1ee\U0001f1f9"
HEBREW, ARABIC = "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627"


def to_unicode(letters: dict[int, str], width: int = 2) -> str:
    """A ToUnicode map, of codes of one byte or two."""
    rows = "".join(
        f"<{code:0{2 * width}X}> <{letter.encode('utf-16-be').hex().upper()}>\n"
        for code, letter in letters.items()
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange <{'00' * width}> <{'FF' * width}> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{rows}endbfchar\nendcmap end end"
    )


def composite(pdf: Pdf, letters: dict[int, str] | None, program: bytes = b"") -> int:
    """A subset font of two-byte codes, each 600 wide; with a map to letters or without."""
    file = f"/FontFile2 {pdf.stream(program, f'/Length1 {len(program)}')} 0 R" if program else ""
    described = pdf.add(f"<<{DESCRIPTOR}/FontName/ABCDEF+Prova{file}>>")
    kid = pdf.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Prova{CID}/DW 600"
        f"/CIDToGIDMap/Identity/FontDescriptor {described} 0 R>>"
    )
    known = f"/ToUnicode {pdf.stream(to_unicode(letters))} 0 R" if letters else ""
    return pdf.add(
        "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Prova/Encoding/Identity-H"
        f"/DescendantFonts[{kid} 0 R]{known}>>"
    )


def drawn(pdf: Pdf, names: list[str], letters: dict[int, str] | None = None) -> int:
    """A Type3 font of squares, 600 wide; its codes are 1, 2, ... and have these names."""
    glyph = pdf.stream(SQUARE)
    procs = "".join(f"/{name} {glyph} 0 R" for name in names)
    order = "".join(f"/{name}" for name in names)
    known = f"/ToUnicode {pdf.stream(to_unicode(letters, 1))} 0 R" if letters else ""
    return pdf.add(
        "<</Type/Font/Subtype/Type3/FontBBox[0 -200 600 800]/FontMatrix[0.001 0 0 0.001 0 0]"
        f"/CharProcs<<{procs}>>/Encoding<</Type/Encoding/Differences[1{order}]>>"
        f"/FirstChar 1/LastChar {len(names)}/Widths[{' 600' * len(names)}]{known}>>"
    )


def shown(x: float, y: float, codes: str) -> str:
    """Codes in hexadecimal digits, shown in font F2."""
    return f"BT /F2 10 Tf 1 0 0 1 {x:g} {y:g} Tm <{codes}> Tj ET\n"


def _with_font(pdf: Pdf, font: int, content: str) -> bytes:
    pdf.page(content, fonts=f"/F2 {font} 0 R")
    return pdf.save()


def _codes(letters: dict[int, str], words: str) -> str:
    code = {letter: number for number, letter in letters.items()}
    return "".join(f"{code[letter]:04X}" for letter in words)


def mapped(words: str, after: str = "Piedibus") -> bytes:
    """One row: `words`, each code point a code with a ToUnicode entry, and Courier after it."""
    pdf = Pdf()
    letters = dict(enumerate(dict.fromkeys(words), 1))
    content = shown(100, 700, _codes(letters, words)) + text(112 + 6 * len(words), 700, after)
    return _with_font(pdf, composite(pdf, letters), content)


def two_letters_a_glyph() -> bytes:
    """`ufficio` with one glyph for its three middle letters, and `\ufb01ne` with U+FB01."""
    pdf = Pdf()
    letters = {1: "u", 2: "ffi", 3: "c", 4: "i", 5: "o", 6: "\ufb01", 7: "n", 8: "e"}
    rows = shown(100, 700, "00010002000300040005") + text(142, 700, "Piedibus")
    rows += shown(100, 680, "000600070008") + text(142, 680, "Piedibus")
    return _with_font(pdf, composite(pdf, letters), rows)


def _subset(words: str) -> bytes:
    """A font program that holds these letters only, renumbered from 0 as they come."""
    font = TTFontFile(io.BytesIO(VERA.read_bytes()))
    return bytes(font.makeSubset([0, *map(ord, words)]))


def unmapped_subset() -> bytes:
    """A subset font of two-byte codes with no way back to letters; Courier on the other rows."""
    pdf = Pdf()
    font = composite(pdf, None, _subset("comune"))
    row = shown(100, 680, "000100020003000400050006")
    rows = text(100, 700, "Biblioteca aperta") + row + text(160, 680, "Piedibus")
    return _with_font(pdf, font, rows + text(100, 660, "Compiti insieme"))


def unmapped_like_letters() -> bytes:
    """The same with the glyphs' usual numbers, which look like letters: `comune` as `FRPXQH`."""
    pdf = Pdf()
    program = VERA.read_bytes()
    glyphs = TTFontFile(io.BytesIO(program)).charToGlyph
    row = shown(100, 680, "".join(f"{glyphs[ord(letter)]:04X}" for letter in "comune"))
    rows = text(100, 700, "Biblioteca aperta") + row + text(160, 680, "Piedibus")
    rows += text(100, 660, "Compiti insieme")
    return _with_font(pdf, composite(pdf, None, program), rows)


def namesakes(*, beside: bool) -> bytes:
    """Two fonts of one name, of which only the first says that its glyphs are `FRPXQH`."""
    pdf = Pdf()
    program = VERA.read_bytes()
    glyphs = TTFontFile(io.BytesIO(program)).charToGlyph
    numbers = [glyphs[ord(letter)] for letter in "comune"]
    first = composite(pdf, {number: chr(number) for number in numbers}, program)
    second = composite(pdf, None, program)
    codes = "".join(f"{number:04X}" for number in numbers)
    below = shown(*((142, 700) if beside else (100, 680)), codes).replace("/F2", "/F4")
    fonts = f"/F2 {first} 0 R/F4 {second} 0 R"
    pdf.page(shown(100, 700, codes) + below + text(100, 660, "Piedibus"), fonts=fonts)
    return pdf.save()


def unmapped_names() -> bytes:
    """A font of drawn letters, named /g12 and so on, that no map explains."""
    pdf = Pdf()
    font = drawn(pdf, [f"g{number}" for number in range(12, 18)])
    rows = text(100, 700, "Biblioteca aperta") + shown(100, 680, "010203040506")
    return _with_font(pdf, font, rows + text(160, 680, "Piedibus"))


def unmapped_type1() -> bytes:
    """The same with a font of the old kind, whose letters have the names of its subset."""
    pdf = Pdf()
    names = "".join(f"/g{number}" for number in range(12, 18))
    described = pdf.add(f"<<{DESCRIPTOR}/FontName/ABCDEF+Prova>>")
    font = pdf.add(
        "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Prova/FirstChar 65/LastChar 70"
        f"/Widths[{' 600' * 6}]/FontDescriptor {described} 0 R"
        f"/Encoding<</Type/Encoding/Differences[65{names}]>>>>"
    )
    rows = text(100, 700, "Biblioteca aperta") + shown(100, 680, "414243444546")
    return _with_font(pdf, font, rows + text(160, 680, "Piedibus"))


def partly_unmapped() -> bytes:
    """`comune` in a font whose map has lost the `u`, which is code 65."""
    pdf = Pdf()
    font = composite(pdf, {1: "c", 2: "o", 3: "m", 5: "n", 6: "e"})
    row = shown(100, 700, "000100020003004100050006")
    return _with_font(pdf, font, row + text(160, 700, "Piedibus"))


def mapped_names() -> bytes:
    """The same font with a map: `comune`."""
    pdf = Pdf()
    font = drawn(pdf, [f"g{number}" for number in range(12, 18)], dict(enumerate("comune", 1)))
    rows = text(100, 700, "Biblioteca aperta") + shown(100, 680, "010203040506")
    return _with_font(pdf, font, rows + text(160, 680, "Piedibus"))


def all_unmapped() -> bytes:
    """A page without a letter that can be told."""
    pdf = Pdf()
    font = composite(pdf, None, _subset("comune"))
    return _with_font(pdf, font, shown(100, 680, "000100020003000400050006" * 4))


def mapped_to_nothing() -> bytes:
    """Maps to U+0000, U+FFFD, half a surrogate pair, and a letter of a private area."""
    pdf = Pdf()
    letters = {1: "\0", 2: "\ufffd", 4: "\uf0b7", 5: "a"}
    cmap = to_unicode(letters).replace("endbfchar", "<0003> <D835>\nendbfchar")
    font = composite(pdf, {1: "a"})
    known = pdf.stream(cmap.replace("4 beginbfchar", "5 beginbfchar"))
    replaced = pdf.add(
        "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Prova/Encoding/Identity-H"
        f"/DescendantFonts[{font - 2} 0 R]/ToUnicode {known} 0 R>>"
    )
    rows = shown(100, 700, "00050001000500020005000300050004") + text(160, 700, "Piedibus")
    return _with_font(pdf, replaced, rows)


def broken_word(last: str = "-") -> bytes:
    """`ciclo-` at a line's end and `pedonali` on the next; `last` may be a soft hyphen."""
    rows = text(100, 700, f"percorsi ciclo{last}") + text(100, 686, "pedonali del bosco")
    return one_page(rows + text(100, 672, "Piedibus"))


def hyphens_within() -> bytes:
    """Hyphens inside a row, at its start as a bullet, and a row that ends in a dash."""
    rows = text(100, 700, "ciclo-pedonali") + text(100, 686, "- bosco") + text(100, 672, "anno -")
    return one_page(rows + text(100, 658, "2023"))


def accents_apart() -> bytes:
    """An accent that is a letter of its own (U+0301 after e), as some producers write."""
    return mapped("perche\u0301")


def names_of_fonts() -> bytes:
    """A row in Courier-Bold, and one in a font whose name is longer than PDFium has room for."""
    pdf = Pdf()
    kinds = [f"<</Type/Font/Subtype/Type1/BaseFont/{n}>>" for n in ("Courier-Bold", "A" * 140)]
    bold, other = map(pdf.add, kinds)
    below = shown(100, 680, b"comune".hex()).replace("/F2", "/F4")
    fonts = f"/F2 {bold} 0 R/F4 {other} 0 R"
    pdf.page(shown(100, 700, b"PIANO".hex()) + below, fonts=fonts)
    return pdf.save()


def closed_blanks() -> bytes:
    """Blanks that kerning closes, as browsers print `OSSANA ANNO`, beside letters that touch."""
    closed = "( ) Tj 1.4 0 Td"
    return one_page(
        "BT /F1 10 Tf 1 0 0 1 100 700 Tm "
        f"(OSSANA) Tj 36 0 Td {closed} (ANNO 2021 A CANAAN) Tj "
        f"0 -20 Td (DETERMINA) Tj 54 0 Td {closed} (A) Tj 6 0 Td ( CONTRARRE) Tj "
        f"0 -20 Td (A) Tj 6 0 Td {closed} (ATTI) Tj "
        "0 -20 Td (ISA) Tj 18.9 0 Td (AC) Tj ET\n"
    )
