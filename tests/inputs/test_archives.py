"""Archives and messages: each document in them has its record, whatever becomes of the others."""

import io
import random
import struct
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

from pipeline.read import archive, members
from tests.cli.calls import PLAN, call, documents
from tests.inputs.crafted import message, only, records, signed, zipped
from tests.places import SAMPLES

PDF = (SAMPLES / "piano_cidis_2022" / "source.pdf").read_bytes()
TEXT = PLAN.encode()
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(100)


def paths(data: bytes, name: str) -> dict[str, str]:
    """What became of each document of a file, by its path: `ok`, or the failure's code."""
    found = records(data, name)
    by_path = {x["source"]["path"]: x.get("error", {}).get("code", "ok") for x in found}
    assert len(by_path) == len(found), "two records have one path"
    return by_path


def test_members_are_documents_by_name() -> None:
    data = zipped([("b/plan.txt", TEXT), ("a.pdf", PDF), ("b/", b"")])
    assert paths(data, "acts.zip") == {"acts.zip!/a.pdf": "ok", "acts.zip!/b/plan.txt": "ok"}
    first, second = records(data, "acts.zip")
    assert (first["id"], second["id"]) == (first["source"]["sha256"], second["source"]["sha256"])
    assert first["id"] == only(PDF, "a.pdf")["id"]
    assert first["source"]["bytes"] == len(PDF)
    assert [len(x["interventi"]) for x in (first, second)] == [9, 2]


def test_archives_messages_and_envelopes_nest() -> None:
    inner = message([("plan.txt.p7m", signed(TEXT))], text="")
    data = signed(zipped([("mail.eml", inner), ("deep.zip", zipped([("a.txt", TEXT)]))]))
    assert paths(data, "acts.zip.p7m") == {
        "acts.zip.p7m!/deep.zip!/a.txt": "ok",
        "acts.zip.p7m!/mail.eml!/plan.txt.p7m": "ok",
    }
    deep, mailed = records(data, "acts.zip.p7m")
    assert [len(x["source"]["signatures"]) for x in (deep, mailed)] == [1, 2]


def test_member_that_fails_harms_no_other() -> None:
    data = zipped(
        [
            ("a.txt", TEXT),
            ("b.pdf", PDF[:5000]),
            ("c.txt", b""),
            ("d.zip", b"PK\3\4x"),
            ("e.md", TEXT),
        ]
    )
    assert paths(data, "x.zip") == {
        "x.zip!/a.txt": "ok",
        "x.zip!/b.pdf": "damaged_pdf",
        "x.zip!/c.txt": "empty_file",
        "x.zip!/d.zip": "damaged_archive",
        "x.zip!/e.md": "ok",
    }


def test_what_no_reader_is_for_is_noticed_and_what_is_a_document_is_read() -> None:
    data = zipped([("logo.png", PICTURE), ("scan", PDF), (".hidden.txt", TEXT), ("~$a.docx", b"x")])
    record = only(data, "x.zip")
    assert record["source"]["path"] == "x.zip!/scan"
    (issue,) = (each for each in record["issues"] if each["rule"] == "SRC003")
    assert "1 .docx, 1 .png, 1 .txt" in issue["message"]
    assert only(zipped([("logo.png", PICTURE)]), "x.zip")["error"]["code"] == "no_documents"


def test_notice_of_an_archive_is_told_with_the_first_document_that_is_read() -> None:
    data = zipped([("a.txt", b""), ("b.txt", TEXT), ("c.txt", TEXT), ("logo.png", PICTURE)])
    told = [[x["rule"] for x in each.get("issues", ())] for each in records(data, "x.zip")]
    assert ["SRC003" in rules for rules in told] == [False, True, False]


SLIPS = ["../../plan.txt", "/etc/plan.txt", "a/../../../plan.txt", "..\\..\\plan.txt", "./plan.txt"]


@pytest.mark.parametrize("name", SLIPS)
def test_name_that_leads_out_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acts").mkdir()
    (tmp_path / "acts" / "x.zip").write_bytes(zipped([(name, TEXT)]))
    (found,) = documents("acts")
    assert found.startswith("x.zip!/")
    assert ".." not in found
    assert found.endswith("plan.txt")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["acts", "x.zip"]


def test_files_of_one_name_have_each_a_path() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped([("a.txt", TEXT), ("a.txt", PLAN.replace("Biblioteca", "Ludoteca").encode())])
    assert paths(data, "x.zip") == {"x.zip!/a.txt": "ok", "x.zip!/a#2.txt": "ok"}
    assert len({each["id"] for each in records(data, "x.zip")}) == 2


def test_file_that_wants_a_password_says_so() -> None:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as made:
        made.writestr("a.txt", TEXT)
    data = bytearray(buffer.getvalue())
    data[6] |= 1  # the flag of the file's own head, and of its row in the list
    data[data.index(b"PK\1\2") + 8] |= 1
    assert paths(bytes(data), "x.zip") == {"x.zip!/a.txt": "encrypted"}


def test_bombs_are_not_inflated() -> None:
    flat = zipped([("a.txt", bytes(20_000_000)), ("b.txt", TEXT)])
    assert paths(flat, "x.zip") == {"x.zip!/a.txt": "too_large", "x.zip!/b.txt": "ok"}
    nested = flat
    for _ in range(9):
        nested = zipped([("x.zip", nested)])
    assert set(paths(nested, "x.zip").values()) == {"too_deep"}


def test_size_that_an_archive_lies_about_is_the_most_that_is_inflated() -> None:
    data = bytearray(zipped([("a.txt", TEXT * 1000)]))
    at = data.index(b"PK\1\2") + 24
    data[at : at + 4] = struct.pack("<I", 100)
    assert paths(bytes(data), "x.zip") == {"x.zip!/a.txt": "damaged_archive"}


def test_files_beyond_the_limits_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped((f"{n}.txt", TEXT) for n in range(5))
    monkeypatch.setattr(members, "MAX_INFLATED_BYTES", 3 * len(TEXT))
    told = paths(data, "x.zip")
    assert list(told.values()) == ["ok", "ok", "ok", "too_large"]
    assert "1 after it" in records(data, "x.zip")[-1]["error"]["message"]
    monkeypatch.setattr(members, "MAX_MEMBERS", 4)
    assert paths(data, "x.zip") == {"x.zip": "too_large"}
    monkeypatch.setattr(archive, "MAX_FILE_BYTES", 10)
    assert set(paths(zipped([("a.txt", TEXT)]), "x.zip").values()) == {"too_large"}


def test_attachments_are_documents_and_the_text_is_noticed() -> None:
    data = message([("piano.txt", TEXT), ("firma.png", PICTURE), ("smime.p7s", signed(None))])
    record = only(data, "mail.eml")
    assert record["source"]["path"] == "mail.eml!/piano.txt"
    rules = {each["rule"]: each["message"] for each in record["issues"]}
    assert "message's own text" in rules["SRC002"]
    assert "1 .p7s, 1 .png" in rules["SRC003"]
    alone = message([("piano.txt", TEXT)], text="")
    assert "SRC002" not in {each["rule"] for each in only(alone, "mail.eml")["issues"]}


def test_message_in_a_message_and_names_in_other_letters() -> None:
    inner = message([("=?utf-8?q?attivit=C3=A0.txt?=", TEXT)])
    outer = message([("postacert.eml", inner), ("daticert.xml", b"<x/>")])
    assert paths(outer, "pec.eml") == {"pec.eml!/postacert.eml!/attività.txt": "ok"}


def test_message_without_attachments_is_no_document() -> None:
    error = only(message([]), "mail.eml")["error"]
    assert error["code"] == "no_documents"
    assert "left out" in error["message"]


def test_message_is_told_by_its_head_and_an_act_is_none() -> None:
    assert paths(message([("a.txt", TEXT)]), "saved.txt") == {"saved.txt!/a.txt": "ok"}
    act = f"Oggetto: piano\nData: 2022\nFrom: nessuno\n\n{PLAN}".encode()
    assert paths(act, "act.txt") == {"act.txt": "ok"}


@pytest.mark.parametrize("depth", [20, 2000])
def test_parts_in_parts_end(depth: int) -> None:
    data = b"From: a\r\nDate: b\r\nMIME-Version: 1.0\r\n"
    for n in range(depth):
        data += b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
    assert only(data + b"\r\nx", "mail.eml")["error"]["code"] in ("no_documents", "too_deep")


def test_summary_counts_what_is_in_archives(tmp_path: Path) -> None:
    data = zipped([("a.txt", TEXT), ("b.txt", b""), ("c.txt", b"")])
    (tmp_path / "x.zip").write_bytes(data)
    result = call(tmp_path, "-o", "-")
    assert "documents          3   1 failed" in result.stderr
    assert "x.zip: !/b.txt: the file is empty (and 1 more in it)" in result.stderr
    assert result.stdout_bytes == call(tmp_path, "-o", "-", "--jobs", "2").stdout_bytes


def test_archives_cut_and_changed_raise_nothing() -> None:
    chance = random.Random(7522)
    whole = zipped([("a.txt", TEXT), ("b.eml", message([("c.txt.p7m", signed(TEXT))]))])
    for data in (whole, message([("a.zip", whole)])):
        for _ in range(60):
            changed = bytearray(
                data[: chance.randrange(len(data))] if chance.random() < 0.2 else data
            )
            for _ in range(3):
                if changed:
                    changed[chance.randrange(len(changed))] = chance.randrange(256)
            assert records(bytes(changed), "x.zip")
