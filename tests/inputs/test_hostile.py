"""Office files made to fill the memory, to hang or to break what reads them."""

import io
import random
from time import monotonic
from zipfile import ZIP_LZMA, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import flowing
from tests.fuzz.mutate import members as parts_of
from tests.fuzz.mutate import packed
from tests.inputs.crafted import only, records, rezipped, zipped
from tests.office.make import FORMATS, HERE

LIMIT_SECONDS = 20
W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = b"<w:document " + W + b"><w:body>"
END = b"</w:body></w:document>"
WORDS = b"<w:p><w:r><w:t>TITOLO: Biblioteca</w:t></w:r></w:p>"


def office(ending: str) -> bytes:
    """The plan as an office program saves it."""
    return (HERE / f"piano.{ending}").read_bytes()


def word(document: bytes) -> bytes:
    """A Word document of this text part."""
    return rezipped(office("docx"), word__document=document)


def open_document(body: bytes) -> bytes:
    """An OpenDocument text of this body."""
    with ZipFile(io.BytesIO(office("odt"))) as archive:
        content = archive.read("content.xml")
    start = content.index(b">", content.index(b"<office:text")) + 1
    end = content.index(b"</office:text>")
    return rezipped(office("odt"), content=content[:start] + body + content[end:])


def web(body: bytes) -> bytes:
    """A web page of this body."""
    return b"<!doctype html><html><body>" + body


def rich(body: bytes) -> bytes:
    """An RTF file of this body."""
    return rb"{\rtf1\ansi " + body + b"}"


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
CELL = b"<table:table><table:table-row><table:table-cell"
CELL_END = b"</table:table-cell></table:table-row></table:table>"


def packed_badly(data: bytes) -> bytes:
    """An office document whose parts are packed by LZMA, and cannot be taken out."""
    made = bytearray(packed(parts_of(data), ZIP_LZMA))
    at = made.index(LZMA_HEAD)
    made[at + 30 : at + 60] = b"\xff" * 30
    return bytes(made)


LZMA_HEAD = b"\x09\x04\x05\x00"
"""The version of what packed, and how long the properties are (APPNOTE, 5.8.8)."""

CASES: dict[str, tuple[bytes, str, str]] = {
    "packed badly": (packed_badly(office("docx")), "a.docx", "damaged_document"),
    "packed badly, and its kind told inside": (
        packed_badly(office("odt")),
        "a.odt",
        "damaged_document",
    ),
    "entities": (word(LAUGHS + BODY + WORDS + END), "a.docx", "unsafe_xml"),
    "entities in UTF-16": (
        word((LAUGHS + BODY + WORDS + END).decode().encode("utf-16")),
        "a.docx",
        "unsafe_xml",
    ),
    "entities of a file": (
        word(b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + BODY + b"&f;" + END),
        "a.docx",
        "unsafe_xml",
    ),
    "entity that is not there": (
        open_document(b"<text:p>&x;</text:p>"),
        "a.odt",
        "damaged_document",
    ),
    "elements without an end": (
        word(BODY + b"<w:tbl><w:tr><w:tc>" * 100 + END),
        "a.docx",
        "damaged_document",
    ),
    "tables in tables": (
        word(BODY + b"<w:tbl><w:tr><w:tc>" * 70 + WORDS + b"</w:tc></w:tr></w:tbl>" * 70 + END),
        "a.docx",
        "too_deep",
    ),
    "five million paragraphs": (word(BODY + b"<w:p/>" * 5_000_000 + END), "a.docx", "too_large"),
    "picture that is a bomb": (
        zipped([("[Content_Types].xml", b"<x/>"), ("word/x.bin", bytes(300_000_000))]),
        "a.docx",
        "too_large",
    ),
    "part that is a bomb": (open_document(b" " * 5_000_000), "a.odt", "too_large"),
    "no parts": (
        zipped([("[Content_Types].xml", b"<x/>"), ("word/x", b"")]),
        "a.docx",
        "damaged_document",
    ),
    "no text": (word(BODY + END), "a.docx", "no_text_layer"),
    "half of it": (office("docx")[:5000], "a.docx", "damaged_document"),
    "cells of cells": (
        open_document(
            (CELL + b' table:number-columns-repeated="999">') * 4
            + b"<text:p>x</text:p>"
            + CELL_END * 4
        ),
        "a.odt",
        "ok",
    ),
    "elements in elements": (web(b"<div>" * 1_000_000), "a.html", "too_deep"),
    "slanted in bold": (web(b"<i><b><p>" * 50_000), "a.html", "too_deep"),
    "ends that end nothing": (web(b"<div><table></div></table>" * 1_000), "a.html", "too_deep"),
    "attributes": (web(b"<p " + b"a=1 " * 100_000 + b">x"), "a.html", "too_large"),
    "comments": (b"<html>" + b"<!--" * 300_000, "a.html", "no_text_layer"),
    "scripts": (b"<html>" + b"<script>" * 300_000, "a.html", "no_text_layer"),
    "cells that reach down": (
        web(b"<table>" + b"<tr><td rowspan=999 colspan=999>TITOLO: x" * 3_000),
        "a.html",
        "ok",
    ),
    "paragraphs that need no end": (web(b"<p>TITOLO: x" * 5_000), "a.html", "ok"),
    "fonts": (rich(rb"{\fonttbl" + rb"\f1" * 100_000 + b"}TITOLO: x"), "a.rtf", "ok"),
    "character sets": (
        rich(rb"{\fonttbl{\f0" + rb"\fcharset128" * 5_000 + b"}}TITOLO: x"),
        "a.rtf",
        "ok",
    ),
    "character sets in pieces": (
        rich(rb"\fon{\pict x}ttbl{\f0" + rb"\fcharset128" * 5_000 + b"}TITOLO: x"),
        "a.rtf",
        "ok",
    ),
    "links": (rich(rb'{\field{\*\fldinst{HYPERLINK "' * 20_000), "a.rtf", "no_text_layer"),
    "groups": (rich(b"{" * 300_000 + b"TITOLO: x"), "a.rtf", "ok"),
    "letters that are none": (rich(rb"\u99999999? \u-40000? TITOLO: x"), "a.rtf", "ok"),
    "bytes of a picture": (rich(rb"{\pict\bin}x"), "a.rtf", "ok"),
    "links in pieces": (
        rich(rb'{\bin0 \field{\*\fld{\pict x}inst{HYPERLINK "' * 20_000),
        "a.rtf",
        "no_text_layer",
    ),
    "pieces of bytes": (
        rich(rb'{\b\nesttableprops in{\field{\*\fld{\pict x}inst{HYPERLINK "' * 20_000),
        "a.rtf",
        "ok",
    ),
    "code page that is none": (rich(rb"\ansicpg99999 \'e0 TITOLO: x"), "a.rtf", "ok"),
}


@pytest.mark.parametrize(("data", "name", "code"), CASES.values(), ids=CASES)
def test_hostile_file_is_told_in_time(data: bytes, name: str, code: str) -> None:
    began = monotonic()
    record = only(data, name)
    assert monotonic() - began < LIMIT_SECONDS
    error = record.get("error", {"code": "ok", "remedy": "."})
    assert (error["code"], error["remedy"][-1]) == (code, ".")


@pytest.mark.parametrize("ending", FORMATS)
def test_files_cut_and_changed_raise_nothing(ending: str) -> None:
    chance = random.Random(ending)
    whole = office(ending)
    parts: dict[str, bytes] = {}
    if ending in ("docx", "odt"):
        with ZipFile(io.BytesIO(whole)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    for number in range(40):
        if parts and number % 2:
            name = chance.choice([*parts])
            data = zipped({**parts, name: changed(parts[name], chance)}.items())
        else:
            data = changed(whole, chance)
        assert records(data, f"a.{ending}")


def changed(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them changed, doubled or left out."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 2, 10))):
        at = chance.randrange(len(found) + 1)
        end = min(len(found), at + chance.choice((1, 5, 200)))
        what = chance.random()
        if what < 0.4:
            found[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
        elif what < 0.7:
            found[at:at] = found[at:end] * 3
        else:
            del found[at:end]
    return bytes(found)


cells = st.recursive(
    st.lists(st.text("abàTITOLO: \n\t\v\f\r\0•", max_size=12), max_size=3).map(tuple),
    lambda inner: st.lists(
        st.lists(
            st.builds(flowing.Cell, inner, st.booleans()),
            max_size=3,
        ).map(tuple),
        max_size=3,
    ).map(lambda rows: (flowing.Table(tuple(rows)),)),
    max_leaves=12,
)


@given(st.lists(cells, max_size=4))
def test_any_blocks_are_set_with_signs_of_the_flow_where_they_belong(
    parts: list[tuple[flowing.Block, ...]],
) -> None:
    blocks = [block for part in parts for block in part]
    for page in flowing.reading("text/html", ["TITOLO: x", *blocks]).pages:
        assert "\r" not in page.text
        assert "\0" not in page.text
        for line in page.text.split("\n"):
            assert "\v" not in line or "\t" in line
            assert all(cell in ("", "\f") or "\f" not in cell for cell in line.split("\t"))


@given(st.text(max_size=300), st.sampled_from(["a.html", "a.rtf", "a.eml", "a.p7m"]))
def test_any_text_under_any_name_gives_a_record(text: str, name: str) -> None:
    head = {"a.rtf": r"{\rtf1 ", "a.html": "<html>", "a.eml": "From: a\nDate: b\n"}.get(name, "")
    assert records((head + text).encode("utf-8", "replace"), name)
