"""Whole files that are broken afterwards: small, and with most of what their formats have."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_LZMA

from PIL import Image

from tests.fuzz.mutate import members, packed
from tests.inputs.crafted import bare, message, pem, signed, stamped, streamed, zipped
from tests.nasty import damaged, doubled, drawings, frames, hidden
from tests.nasty.pdf import Pdf, lines, one_page, text
from tests.office.make import HERE
from tests.places import SAMPLES

PLAN = "PIANO FAMIGLIA\tanno 2024\nTITOLO: Nidi à la carte\nOBIETTIVO: più posti\n1) uno\f• due\n"


def _trimmed(data: bytes) -> bytes:
    """An office document without its pictures and empty folders: what is left is broken more often.

    The styles of LibreOffice, which are longer than the text, go with them.
    """
    parts = {
        name: part for name, part in members(data).items() if part and not name.endswith(".png")
    }
    if "styles.xml" in parts:
        styles = parts["styles.xml"]
        parts["styles.xml"] = (
            styles[: styles.index(b"<office:styles>")] + b"</office:document-styles>"
        )
    return packed(parts)


def _office(ending: str) -> list[bytes]:
    return [_trimmed((HERE / f"{each}.{ending}").read_bytes()) for each in ("piano", "programma")]


def docx() -> list[bytes]:
    """Word documents: lists, merged cells, a text box, tables in tables."""
    whole = members(_office("docx")[0])
    head = b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
    head += b'wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/'
    head += b'markup-compatibility/2006"><w:body>'
    body = (
        b'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r>'
        b'<w:t>TITOLO: Nidi</w:t><w:br w:type="page"/><w:tab/><w:sym w:char="F0B7"/></w:r></w:p>'
        b"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
        b'<w:tc><w:tcPr><w:hMerge w:val="restart"/></w:tcPr><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr>'
        b"</w:tbl></w:tc></w:tr></w:tbl><w:p><w:ins><w:r><mc:AlternateContent><mc:Choice><w:drawing>"
        b"<w:txbxContent><w:p><w:r><w:t>b</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>"
        b"</mc:AlternateContent></w:r></w:ins><w:pPr><w:sectPr/></w:pPr></w:p></w:body></w:document>"
    )
    small = {**whole, "word/document.xml": head + body}
    return [packed(small), packed(small, ZIP_LZMA), *_office("docx")]


def odt() -> list[bytes]:
    """OpenDocument texts: lists, spanned cells, a note, a text box."""
    whole = members(_office("odt")[0])
    content = whole["content.xml"]
    start = content.index(b">", content.index(b"<office:text")) + 1
    end = content.index(b"</office:text>")
    body = (
        b'<text:list text:style-name="L1"><text:list-item text:start-value="3"><text:p>uno<text:s'
        b' text:c="4"/><text:tab/>due<text:line-break/></text:p><text:list><text:list-item><text:p>'
        b"tre</text:p></text:list-item></text:list></text:list-item></text:list><table:table>"
        b'<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>TITOLO: x'
        b"<text:note><text:note-body><text:p>nota</text:p></text:note-body></text:note></text:p>"
        b"</table:table-cell><table:covered-table-cell/><table:table-cell "
        b'table:number-columns-repeated="3"><table:table><table:table-row><table:table-cell><text:p>y</text:p></table:table-cell>'
        b"</table:table-row></table:table></table:table-cell></table:table-row></table:table><text:p>"
        b"<draw:frame><draw:text-box><text:p>z</text:p></draw:text-box></draw:frame></text:p>"
    )
    return [
        packed({**whole, "content.xml": content[:start] + body + content[end:]}),
        *_office("odt"),
    ]


def html() -> list[bytes]:
    """Web pages: tables in tables, lists, what is hidden."""
    body = (
        "<!doctype html><html><head><meta charset=utf-8><title>x</title></head><body><h1>Piano</h1>"
        "<p style='page-break-before:always'>TITOLO: Nidi &egrave; &#8226;<br>due</p><ol start=3 "
        "type=a><li>uno<ul><li>due</ul></ol><table><tr><th rowspan=2 colspan=3>a<td><table><tr><td>"
        "b</table><tr><td>c</table><pre>  x\n y</pre><p hidden>no<img alt=x><span style='display:"
        "none'>no</span><script>if(a<b)</script><!-- c --></body></html>"
    )
    return [body.encode(), (HERE / "piano.html").read_bytes()]


def rtf() -> list[bytes]:
    """RTF files: tables in tables, fields, pictures, what is hidden."""
    body = (
        rb"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fswiss\fcharset0 Arial;}}{\stylesheet{\s0 N;}}"
        rb"\pard\plain TITOLO: pi\'f9 \u8226? x\par{\v nascosto}\trowd\cellx1000\clvmrg\cellx2000"
        rb"\pard\intbl a\cell b\line c\cell\row\pard\itap2\intbl n\nestcell{\*\nesttableprops\trowd"
        rb"\cellx900\nestrow}\cell\row\pard{\field{\*\fldinst{HYPERLINK http://x}}{\fldrslt y}}"
        rb"{\pict\wmetafile8 "
        + b"0123456789abcdef" * 12
        + rb"}\bin3 abc{\header h\par}\page z\sect}"
    )
    return [body, (HERE / "piano.rtf").read_bytes()[-20_000:], (HERE / "piano.rtf").read_bytes()]


def pdfs() -> list[bytes]:
    """PDFs written by hand: fonts, forms, pictures, annotations, and what is damaged."""
    table = "".join(f"{x} 100 m {x} 500 l S\n" for x in (50, 200, 400))
    table += "".join(f"50 {y} m 400 {y} l S\n" for y in (100, 300, 500))
    rich = Pdf()
    kids = rich.form(text(10, 10, "dentro"), "/Matrix[1 0 0 1 5 5]")
    pixel = rich.stream(
        bytes(12),
        "/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceRGB/BitsPerComponent 8",
    )
    unicode = rich.stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        "1 beginbfrange <41> <5A> <0061> endbfrange 1 beginbfchar <20> <0020> endbfchar\n"
        "endcmap end end"
    )
    font = rich.add(
        "<</Type/Font/Subtype/TrueType/BaseFont/Arial/FirstChar 32/LastChar 34/Widths[250 300 400]"
        f"/ToUnicode {unicode} 0 R/Encoding<</Type/Encoding/Differences[65/Agrave 66/B]>>"
        "/FontDescriptor<</Type/FontDescriptor/FontName/Arial/Flags 32/Ascent 900/Descent -200>>>>"
    )
    rich.page(
        "q 1 0 0 1 20 20 cm /Fm Do Q q 200 0 0 200 9 9 cm /Im Do Q BT /F2 11 Tf 50 700 Td 3 Tr"
        "(ABC) Tj 0 Tr T* [(TITOLO)-500(: x)] TJ 0.5 g ET 0 0 1 rg 10 10 50 2 re f 1 w "
        "10 20 30 40 50 60 c S /P <</MCID 0>> BDC EMC",
        fonts=f"/F2 {font} 0 R",
        resources=f"/XObject<</Fm {kids} 0 R/Im {pixel} 0 R>>",
        entries="/Rotate 90/CropBox[5 5 500 700]"
        "/Annots[<</Type/Annot/Subtype/Stamp/Rect[1 1 9 9]>>]",
    )
    return [
        one_page(table + lines(60, 480, ["TITOLO: Nidi", "OBIETTIVO: posti"])),
        rich.save(),
        *(
            damaged.whole(),
            damaged.without_table(),
            damaged.form_in_itself(),
            damaged.broken_content(),
        ),
        *(damaged.missing_page(), damaged.missing_font(), damaged.locked("x")),
        *(doubled.in_nested_form(), doubled.free_text(), doubled.filled_field()),
        *(drawings.drawn("0 0 10 10 re S 5 5 1 1 re f"), frames.rotated(90), hidden.ocr_layer()),
        *(hidden.stamped_scan(), hidden.white_and_tiny()),
    ]


def zips() -> list[bytes]:
    """Archives in archives, names that lead out, other ways to pack."""
    inner = zipped([("b.txt", PLAN.encode()), ("c.bin", b"%PDF-1.4\n")])
    mail = message([("a.pdf", b"%PDF-1.4\n")])
    return [
        zipped([("a.txt", b"x")]),
        zipped([("2024/a.txt", PLAN.encode()), ("in.zip", inner), ("m.eml", mail)]),
        zipped([("../a.txt", b"x"), ("a.txt", b"y"), ("a.p7m", signed(b"TITOLO: x"))]),
        packed({"a.txt": PLAN.encode() * 40, "x.png": b"\x89PNG"}, ZIP_LZMA),
        packed({"a.txt": PLAN.encode() * 40}, ZIP_BZIP2),
    ]


def mails() -> list[bytes]:
    """Messages in messages, names in parts, all ways to write bytes as letters."""
    inner = message([("a.zip", zipped([("b.txt", b"x")])), ("p.txt", PLAN.encode())])
    forwarded = (
        b"From: a@b.it\nDate: x\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"
        b"Content-Type: message/rfc822\n\n"
        + inner
        + b"\n--b\nContent-Type: text/plain; charset=x\n"
        b"Content-Transfer-Encoding: quoted-printable\n"
        b"Content-Disposition: attachment; filename*0*=utf-8''pia%6Eo%20; filename*1=\"x.txt\"\n"
        b"\ncitt=C3=A0=\n\n--b\nContent-Type: application/pdf;"
        b' name="=?utf-8?B?cGlhbm8ucGRm?="\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n'
        b"#0V%T\n`\nend\n--b--\n"
    )
    enveloped = (
        b'From: a\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime; name="smime.p7m"\n'
        b"Content-Transfer-Encoding: base64\n\n" + bare(signed(b"TITOLO: x"))
    )
    return [message([("a.txt", b"x")]), inner, forwarded, enveloped]


def envelopes() -> list[bytes]:
    """Signed envelopes in DER, BER, PEM and base64."""
    whole = signed(b"TITOLO: x", 2)
    return [whole, streamed(b"TITOLO: x" * 9, 20), pem(whole), bare(whole), signed(signed(b"x"))]


def recognised_words() -> list[bytes]:
    """What tesseract prints of a page."""
    return [_TSV.encode()]


def stamped_envelopes() -> list[bytes]:
    """Time-stamped envelopes, one with a signed one in it."""
    return [stamped(b"x"), stamped(signed(b"x"))]


_TSV = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    "1\t1\t0\t0\t0\t0\t0\t0\t700\t900\t-1\t\n5\t1\t1\t1\t1\t1\t100\t100\t80\t30\t96.5\tTITOLO:\n"
    "5\t1\t1\t1\t1\t2\t190\t101\t60\t28\t91\tNidi\n5\t1\t1\t1\t2\t1\t100\t140\t6\t6\t40\t•\n"
    "5\t1\t1\t1\t2\t2\t120\t141\t300\t31\t88.25\tpiù,posti|\n5\t1\t2\t1\t1\t1\t400\t140\t3\t3\t9\t.\n"
)


def texts() -> list[bytes]:
    """Texts in several encodings."""
    plain = [
        PLAN.encode(),
        PLAN.encode("cp1252"),
        PLAN.encode("utf-16"),
        b"\xef\xbb\xbf" + b"a\f" * 9,
    ]
    return [*plain, "a\u2028b\u0085c\r\nd\re\x0bf".encode()]


def programs() -> list[bytes]:
    """The text of the sample plan and of the sample programme."""
    names = ("piano_cidis_2022", "programma_7522_2024")
    return [(SAMPLES / name / "source.txt").read_bytes() for name in names]


def all_kinds() -> list[bytes]:
    """One of each kind."""
    found = [docx()[0][:3000], html()[0], rtf()[0], pdfs()[0], zips()[0], mails()[0]]
    locked = "EncryptedPackage\0".encode("utf-16-le")
    found += [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40) + locked, *texts()]
    return [*found, *envelopes(), stamped(b"x"), b"GIF89a", b"7z\xbc\xaf\x27\x1c", _picture("PNG")]


def pictures() -> list[bytes]:
    """Small scans in many ways to write them; of two pages, turned, transparent, in 16 bits."""
    found = [_picture("PNG"), _picture("JPEG", quality=50), _picture("TIFF")]
    ways = ("group4", "packbits", "tiff_lzw", "jpeg", "tiff_adobe_deflate")
    found += [
        _picture("TIFF", mode="1" if way == "group4" else "L", compression=way) for way in ways
    ]
    found.append(_picture("TIFF", save_all=True, append_images=[_drawn("1"), _drawn("RGB")]))
    exif = Image.Exif()
    exif[0x0112] = 6
    found.append(_picture("JPEG", exif=exif, dpi=(200, 100)))
    found += [
        _picture("PNG", mode=mode, dpi=(300, 300)) for mode in ("1", "P", "LA", "RGBA", "I;16")
    ]
    return [*found, _picture("JPEG", mode="CMYK"), _picture("TIFF", mode="F")]


def _drawn(mode: str) -> Image.Image:
    made = Image.new("L", (60, 40), 255)
    made.paste(0, (10, 10, 50, 14))
    return made.convert(mode)


def _picture(form: str, mode: str = "L", **options: Any) -> bytes:
    out = io.BytesIO()
    _drawn(mode).save(out, form, **options)
    return out.getvalue()
