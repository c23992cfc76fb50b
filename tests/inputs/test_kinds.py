"""A file is what its content is, whatever it is called; SRC001 says where the name lies."""

import io
import sys
from zipfile import ZipFile

import pytest

from pipeline.read.kinds import DOC, DOCX, HTML, MAIL, ODT, PDF, RTF, SIGNED, TEXT, ZIP, kind_of
from tests.cli.calls import PLAN
from tests.inputs.crafted import bare, message, only, pem, signed, streamed, zipped
from tests.office.make import HERE
from tests.places import SAMPLES

ACT = (SAMPLES / "piano_cidis_2022" / "source.pdf").read_bytes()
PNG_AS_TEXT = b"\x89PNG\n\x1a\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def office(ending: str) -> bytes:
    """The plan as an office program saves it."""
    return (HERE / f"piano.{ending}").read_bytes()


KINDS = {
    "PDF": (ACT, ".pdf", PDF),
    "PDF called text": (ACT, ".txt", PDF),
    "PDF behind a banner": (b"banner\n" + ACT, ".pdf", PDF),
    "PDF called Word": (ACT, ".docx", PDF),
    "Word": (office("docx"), ".docx", DOCX),
    "Word called PDF": (office("docx"), ".pdf", DOCX),
    "Word called zip": (office("docx"), ".zip", DOCX),
    "OpenDocument called Word": (office("odt"), ".docx", ODT),
    "RTF called doc": (office("rtf"), ".doc", RTF),
    "web page called doc": (office("html"), ".doc", HTML),
    "web page behind a comment": (b"<!-- x -->\n<HTML><body>x", ".txt", HTML),
    "XHTML": (b'<?xml version="1.0"?>\n<html xmlns="x"><body>x', ".xml", HTML),
    "part of a web page": (b"<p>x", ".html", HTML),
    "archive called PDF": (zipped([("a.txt", b"x")]), ".pdf", ZIP),
    "empty archive": (zipped([]), ".zip", ZIP),
    "envelope called PDF": (signed(ACT), ".pdf", SIGNED),
    "envelope in BER": (streamed(ACT), ".bin", SIGNED),
    "envelope in PEM called text": (pem(signed(ACT)), ".txt", SIGNED),
    "envelope in base64": (bare(signed(ACT)), ".p7m", SIGNED),
    "message": (message([("a.pdf", ACT)]), ".eml", MAIL),
    "message called text": (message([("a.pdf", ACT)]), ".txt", MAIL),
    "old Word": (OLE, ".doc", DOC),
    "old Word called Word": (OLE, ".docx", DOC),
    "text called Word": (PLAN.encode(), ".docx", TEXT),
    "text called old Word": (PLAN.encode(), ".doc", TEXT),
    "text that begins like DER": (b"0\x82 anni dopo", ".txt", TEXT),
    "text that begins like base64": (b"MIGLIORARE LA QUALITA'", ".txt", TEXT),
    "text that speaks of tags": (b"Il tag <html> apre la pagina", ".txt", TEXT),
    "text with labels": (b"Titolo: x\nDescrizione: y\nDate: z\n", ".txt", TEXT),
    "text that speaks of PDF": (b"Il file %PDF-1.4 va aperto", ".txt", TEXT),
}


@pytest.mark.parametrize(("data", "suffix", "kind"), KINDS.values(), ids=KINDS)
def test_kind_is_told_by_content(data: bytes, suffix: str, kind: str) -> None:
    assert kind_of(data, suffix) == kind


LIES = {
    "PDF called Word": (ACT, "act.docx", "a PDF"),
    "Word called PDF": (office("docx"), "act.pdf", "a Word document"),
    "RTF called doc": (office("rtf"), "act.doc", "an RTF file"),
    "web page called Word": (office("html"), "act.docx", "a web page"),
    "Word in an envelope of a PDF": (signed(office("docx")), "act.pdf.p7m", "a Word document"),
}


@pytest.mark.parametrize(("data", "name", "kind"), LIES.values(), ids=LIES)
def test_name_that_lies_is_noticed_and_the_file_read(data: bytes, name: str, kind: str) -> None:
    record = only(data, name)
    assert len(record["interventi"]) == 9
    (issue,) = (each for each in record["issues"] if each["rule"] == "SRC001")
    assert kind in issue["message"]
    assert issue["severity"] == "warning"


@pytest.mark.parametrize("name", ["act.pdf", "ACT.PDF", "act.pdf.p7m", "act.p7m", "act"])
def test_name_that_does_not_lie_is_not_noticed(name: str) -> None:
    data = signed(ACT) if name.endswith("p7m") else ACT
    assert "SRC001" not in {each["rule"] for each in only(data, name)["issues"]}


LOCKED_WORD = b"\xec\xa5" + bytes(9) + b"\x01" + bytes(500)
"""The beginning of a Word document's stream: one of its flags says that it is encrypted."""


def stream(name: str) -> bytes:
    """A stream's entry in the directory of an OLE2 file."""
    return f"{name}\0".encode("utf-16-le").ljust(128, b"\0")


def _spreadsheet() -> bytes:
    return zipped([("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")])


REFUSED = {
    "old Word": (OLE, "a.doc", "unsupported_type", "soffice --headless --convert-to docx"),
    "Word with a password": (
        OLE + "EncryptedPackage\0".encode("utf-16-le"),
        "a.docx",
        "encrypted",
        "password",
    ),
    "old Word with a password": (
        OLE[:8]
        + bytes(504)
        + b"\xec\xa5"
        + bytes(8)
        + b"\0\x01"
        + bytes(500)
        + stream("WordDocument"),
        "a.doc",
        "encrypted",
        "password",
    ),
    "old spreadsheet": (OLE + stream("Workbook"), "a.xls", "unsupported_type", "PDF"),
    "older spreadsheet": (OLE + stream("Book"), "a.xls", "unsupported_type", "PDF"),
    "old slides with a spreadsheet in them": (
        OLE + stream("Workbook") + stream("PowerPoint Document"),
        "a.ppt",
        "unsupported_type",
        "PDF",
    ),
    "message of Outlook with an old Word document": (
        OLE + stream("__properties_version1.0") + stream("WordDocument"),
        "a.msg",
        "unsupported_type",
        ".eml",
    ),
    "spreadsheet": (_spreadsheet(), "a.docx", "unsupported_type", "PDF"),
    "other text": (b"a;b;c\n", "a.csv", "unsupported_type", ".docx"),
    "web page called PDF": (b"<!doctype html><title>404</title>", "a.pdf", "not_a_pdf", "again"),
    "bytes called Word": (b"\0\1\2\3" * 50, "a.docx", "damaged_document", "again"),
    "picture": (b"GIF89a\1\0\1\0", "a.docx", "unsupported_type", "OCR"),
    "picture with other line ends": (PNG_AS_TEXT, "a.png", "unsupported_type", "OCR"),
    "picture of a telephone": (b"\0\0\0\x18ftypheic", "a.jpg", "unsupported_type", "TIFF"),
    "web picture": (b"RIFF\0\0\0\0WEBPVP8 ", "a.jpg", "unsupported_type", "TIFF"),
    "bytes called a picture": (b"\0\1\2\3" * 50, "a.jpg", "damaged_document", "again"),
    "RAR": (b"Rar!\x1a\x07\x01", "a.zip", "unsupported_type", "unpack"),
}


@pytest.mark.parametrize(("data", "name", "code", "remedy"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_read_says_the_remedy(data: bytes, name: str, code: str, remedy: str) -> None:
    error = only(data, name)["error"]
    assert error["code"] == code
    assert remedy in error["remedy"]


LIBRARIES = {
    "docx": "docx",
    "odt": "odfdo",
    "html": "selectolax.lexbor",
    "rtf": "striprtf.striprtf",
}


@pytest.mark.parametrize(("ending", "library"), LIBRARIES.items())
def test_library_that_is_not_installed_is_named_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, ending: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    error = only(office(ending), f"act.{ending}")["error"]
    assert error["code"] == "missing_extra"
    assert "attidati[office]" in error["remedy"]
    assert len(only(ACT, "act.pdf")["interventi"]) == 9


def test_encrypted_open_document_is_told() -> None:
    with ZipFile(io.BytesIO(office("odt"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["META-INF/manifest.xml"] = b"<m><manifest:encryption-data/></m>"
    assert only(zipped(parts.items()), "a.odt")["error"]["code"] == "encrypted"
