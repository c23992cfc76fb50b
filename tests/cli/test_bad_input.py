"""Files that cannot be read, or hardly: each is told of in its record, and harms no other."""

import io
import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pipeline import batch, load
from pipeline.batch import find_files
from pipeline.errors import DocumentError
from pipeline.options import Options
from pipeline.read import paged
from pipeline.run import run
from pipeline.supervise import run_batch
from schemas.records import AnyDocumento
from tests.cli.broken import JPEG, ZERO_PAGES, encrypted
from tests.cli.calls import PLAN, call, documents, folder_of, written
from tests.nasty.large import many_pages
from tests.places import SAMPLES

NO_BYTES_SHA256 = sha256(b"").hexdigest()
LIMIT_SECONDS = 10
ALL_BYTES = bytes(range(1, 256))


def sample(path: str) -> bytes:
    """The bytes of a sample."""
    return (SAMPLES / path).read_bytes()


def half(path: str) -> bytes:
    """The first half of a sample, as a broken download leaves it."""
    whole = sample(path)
    return whole[: len(whole) // 2]


FAILURES: dict[str, tuple[str, bytes, str]] = {
    "empty": ("bad.txt", b"", "empty_file"),
    "empty PDF": ("bad.pdf", b"", "empty_file"),
    "blank": ("bad.md", b" \r\n\t\n", "empty_file"),
    "encrypted": ("bad.pdf", encrypted("segreta"), "encrypted"),
    "half a plan": ("bad.pdf", half("piano_cidis_2022/source.pdf"), "damaged_pdf"),
    "half a programme": ("bad.pdf", half("programma_7522_2024/source.pdf"), "damaged_pdf"),
    "half a form": ("bad.pdf", half("modulo_piano_2018/source.pdf"), "damaged_pdf"),
    "first bytes of a PDF": ("bad.pdf", b"%PDF-1.7\n", "damaged_pdf"),
    "no pages": ("bad.pdf", ZERO_PAGES, "no_pages"),
    "scan": ("bad.pdf", sample("piano_cidis_2022/scan.pdf"), "no_text_layer"),
    "JPEG": ("bad.pdf", JPEG, "damaged_picture"),
    "Word file": ("bad.txt", b"PK\x03\x04\x14\x00\x06\x00", "damaged_archive"),
    "web page": ("bad.pdf", b"<!doctype html><title>404</title>", "not_a_pdf"),
    "any bytes": ("bad.txt", ALL_BYTES, "not_text"),
    "a zero byte": ("bad.txt", PLAN.replace("aperta", "\0").encode(), "not_text"),
    "UTF-16 without a mark": ("bad.txt", PLAN.encode("utf-16-le"), "not_text"),
}


def beside_a_good_file(folder: Path) -> dict[str, dict[str, Any]]:
    """The records of a folder, without that of a good file, which is what it is alone."""
    alone = documents(folder_of(folder.parent / "alone", good_txt=PLAN))["good.txt"]
    found = documents(folder_of(folder, good_txt=PLAN))
    assert found.pop("good.txt") == alone
    assert [x["titolo"] for x in alone["interventi"]] == ["Biblioteca aperta", "Piedibus"]
    return found


def only(folder: Path) -> dict[str, Any]:
    """The record of the one file beside the good one."""
    (record,) = beside_a_good_file(folder).values()
    return record


def plan_of(tmp_path: Path, data: bytes) -> dict[str, Any]:
    """The record of a text of these bytes; it was read as a plan of two azioni."""
    record = only(folder_of(tmp_path / "acts", bad_txt=data))
    assert (record["status"], record["tipo"]) == ("ok", "piano_famiglia")
    assert len(record["interventi"]) == 2
    return record


def assert_failed(record: dict[str, Any], code: str, sha: str) -> None:
    """The record has a typed error with a remedy, and nothing but where the file is."""
    assert list(record) == ["status", "id", "source", "error"]
    assert list(record["error"]) == ["code", "message", "remedy"]
    assert record["error"]["code"] == code
    assert record["error"]["message"]
    assert record["error"]["remedy"].endswith(".")
    assert record["id"] == record["source"]["sha256"] == sha


@pytest.mark.parametrize(("name", "data", "code"), FAILURES.values(), ids=FAILURES)
def test_file_fails_with_its_code(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    record = only(folder_of(tmp_path / "acts", **{name.replace(".", "_"): data}))
    assert_failed(record, code, sha256(data).hexdigest())
    assert record["source"]["bytes"] == len(data)


@pytest.mark.parametrize("target", ["nowhere.pdf", "bad.pdf"], ids=["dangling", "loop"])
def test_link_that_leads_nowhere_is_unreadable(tmp_path: Path, target: str) -> None:
    folder = folder_of(tmp_path / "acts")
    (folder / "bad.pdf").symlink_to(target)
    assert_failed(only(folder), "unreadable", NO_BYTES_SHA256)


def test_file_that_may_not_be_read_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(file: str, mode: str) -> Any:
        if file.endswith("bad.pdf"):
            raise PermissionError(13, "Permission denied")
        return Path(file).open(mode)

    monkeypatch.setattr(load, "open", refuse, raising=False)
    record = only(folder_of(tmp_path / "acts", bad_pdf=sample("piano_cidis_2022/source.pdf")))
    assert_failed(record, "unreadable", NO_BYTES_SHA256)
    assert "Permission denied" in record["error"]["message"]


def test_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "MAX_FILE_BYTES", len(PLAN.encode()))
    record = only(folder_of(tmp_path / "acts", bad_txt=PLAN + "x"))
    assert_failed(record, "too_large", NO_BYTES_SHA256)


@pytest.mark.parametrize("options", [(), ("--jobs", "2"), ("--timeout", "60")], ids=str)
def test_pipe_without_a_writer_is_unreadable(tmp_path: Path, options: tuple[str, ...]) -> None:
    folder = folder_of(tmp_path / "acts", good_txt=PLAN)
    os.mkfifo(folder / "bad.txt")
    for _ in range(2):
        assert call(folder, "-o", tmp_path / "out.jsonl", "--resume", *options).exit_code == 0
        record = json.loads((tmp_path / "out.jsonl").read_bytes().splitlines()[0])
        assert_failed(record, "unreadable", NO_BYTES_SHA256)


def test_file_that_vanishes_is_unreadable(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "acts", bad_txt=PLAN, good_txt=PLAN)
    jobs = find_files([str(folder)]).jobs
    (folder / "bad.txt").unlink()
    bad, good = run_batch(jobs, Options())
    assert_failed(json.loads(bad.bodies[0]), "unreadable", NO_BYTES_SHA256)
    assert good.failure is None


class _Growing(io.BytesIO):
    """A file that somebody else writes to whenever it is read, so many times."""

    def __init__(self, file: str, times: int) -> None:
        super().__init__()
        self._file = open(file, "r+b")  # noqa: SIM115  closed with this one
        self._times = times

    def fileno(self) -> int:
        return self._file.fileno()

    def seek(self, at: int, _whence: int = 0) -> int:
        return self._file.seek(at)

    def read(self, size: int | None = -1) -> bytes:
        data = self._file.read(-1 if size is None else size)
        if self._times:
            self._times -= 1
            self._file.write(b"altro\n")
            self._file.flush()
        return data

    def close(self) -> None:
        self._file.close()
        super().close()


@pytest.mark.parametrize(("times", "status"), [(1, "ok"), (2, "ok"), (3, "failed")])
def test_file_that_is_being_written_is_read_whole_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, status: str
) -> None:
    folder = folder_of(tmp_path / "acts", bad_txt=PLAN)
    monkeypatch.setattr(load, "open", lambda file, _: _Growing(file, times), raising=False)
    (outcome,) = run_batch(find_files([str(folder)]).jobs, Options())
    record = json.loads(outcome.bodies[0])
    assert record["status"] == status
    if status == "failed":
        assert_failed(record, "changing", NO_BYTES_SHA256)
    else:
        assert record["source"]["bytes"] == (folder / "bad.txt").stat().st_size


def test_memory_that_the_system_refuses_fails_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(data: bytes, path: str, options: Options) -> Any:
        if path == "bad.txt":
            raise MemoryError
        return run(data, path, options)

    monkeypatch.setattr(batch, "run", refuse)
    record = only(folder_of(tmp_path / "acts", bad_txt=PLAN))
    assert_failed(record, "memory", sha256(PLAN.encode()).hexdigest())


def test_bug_that_names_an_odd_path_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_data: bytes, _path: str, _options: Options) -> Any:
        raise ValueError(os.fsdecode(b"citt\xe0"))

    monkeypatch.setattr(batch, "run", fail)
    folder = folder_of(tmp_path / "acts", bad_txt=PLAN)
    assert r"ValueError: citt\udce0" in documents(folder)["bad.txt"]["error"]["message"]


@pytest.mark.parametrize("ending", ["pdf", "txt"])
@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_more_pages_than_any_act_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, engine: str
) -> None:
    monkeypatch.setattr(paged, "MAX_PAGES", 99)
    data = {"pdf": many_pages(100), "txt": PLAN.encode() + b"a\f" * 100}[ending]
    folder = folder_of(tmp_path / "acts", **{f"bad_{ending}": data})
    (record,) = documents(folder, options=("--pdf-engine", engine)).values()
    assert_failed(record, "too_many_pages", sha256(data).hexdigest())
    assert "100 pages; the limit is 99" in record["error"]["message"]


def test_other_ending_given_by_name_is_unsupported(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "acts", bad_csv=PLAN, good_txt=PLAN)
    found = documents(folder / "good.txt", folder / "bad.csv")
    assert_failed(found["bad.csv"], "unsupported_type", sha256(PLAN.encode()).hexdigest())
    assert found["good.txt"] == documents(folder)["good.txt"]


def test_bug_of_ours_fails_one_file_and_its_trace_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(data: bytes, path: str, options: Options) -> tuple[AnyDocumento, ...]:
        if path == "bad.txt":
            raise ZeroDivisionError("oops")
        return run(data, path, options)

    monkeypatch.setattr(batch, "run", fail)
    folder = folder_of(tmp_path / "acts", bad_txt=PLAN)
    error = only(folder)["error"]
    assert error["code"] == "internal_error"
    assert "ZeroDivisionError: oops" in error["message"]
    result = call(folder, "-o", "-", "--verbose")
    assert "Traceback (most recent call last)" in result.stderr


def test_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "acts")
    folder_of(folder / "bad.pdf", a_txt=PLAN)
    assert list(beside_a_good_file(folder)) == ["bad.pdf/a.txt"]


def test_link_to_a_folder_above_ends(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "acts")
    folder_of(folder / "sub", a_txt=PLAN)
    (folder / "sub" / "loop").symlink_to("..", target_is_directory=True)
    assert list(beside_a_good_file(folder)) == ["sub/a.txt"]


def test_pdf_that_only_its_owner_may_change_is_read(tmp_path: Path) -> None:
    record = only(folder_of(tmp_path / "acts", bad_pdf=encrypted("")))
    assert (record["status"], record["ente"]["nome"]) == ("ok", "COMUNE DI TRENTO")


def test_text_that_is_no_act_is_altro_and_unread(tmp_path: Path) -> None:
    record = only(folder_of(tmp_path / "acts", bad_txt="Lista della spesa\n"))
    assert (record["status"], record["tipo"], record["interventi"]) == ("ok", "altro", [])
    assert record["coverage"] == {
        "characters": 15,
        "read": 0,
        "ignored": 0,
        "unread": 15,
        "ratio": 0.0,
    }
    assert [x["rule"] for x in record["issues"]] == ["COV001"]


def test_windows_1252_is_read_and_told(tmp_path: Path) -> None:
    record = plan_of(tmp_path, PLAN.encode("cp1252"))
    assert record["interventi"][0]["obiettivo"] == "Aprire più a lungo"
    (issue,) = record["issues"]
    assert (issue["rule"], issue["severity"]) == ("ENC001", "warning")
    assert f"byte {PLAN.index('ù')}" in issue["message"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_what_windows_calls_unicode_is_read(tmp_path: Path, encoding: str) -> None:
    record, bare = plan_of(tmp_path, PLAN.encode(encoding)), plan_of(tmp_path, PLAN.encode())
    assert (record["titolo"], record["coverage"]) == (bare["titolo"], bare["coverage"])
    assert record["issues"] == bare["issues"]


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp850", "DOS (code page 850)"), ("mac-roman", "Mac OS Roman")]
)
def test_older_encodings_are_told_by_their_accents(
    tmp_path: Path, encoding: str, name: str
) -> None:
    text = PLAN.replace("più", "più la città e l'attività, perché")
    record = plan_of(tmp_path, text.encode(encoding))
    assert "la città e l'attività, perché" in record["interventi"][0]["obiettivo"]
    (issue,) = record["issues"]
    assert issue["rule"] == "ENC001"
    assert name in issue["message"]


def test_letters_that_are_lost_are_told(tmp_path: Path) -> None:
    record = plan_of(tmp_path, PLAN.replace("più", "pi\ufffd in citt\ue001").encode())
    (issue,) = record["issues"]
    assert (issue["rule"], issue["severity"]) == ("ENC003", "warning")
    assert issue["message"].startswith("2 letters are lost: U+E001, U+FFFD")


def test_signs_of_symbol_fonts_are_no_lost_letters(tmp_path: Path) -> None:
    record = plan_of(tmp_path, PLAN.replace("più", "\uf0b7 uf\uf001cio").encode())
    assert record["issues"] == []
    assert "ufficio" in record["interventi"][0]["obiettivo"]


def test_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    marked = plan_of(tmp_path, PLAN.encode("utf-8-sig"))
    bare = plan_of(tmp_path, PLAN.encode())
    assert (marked["titolo"], marked["coverage"]) == (bare["titolo"], bare["coverage"])
    assert [x["evidence"] for x in marked["interventi"]] == [
        x["evidence"] for x in bare["interventi"]
    ]


def test_carriage_returns_change_no_value(tmp_path: Path) -> None:
    text = PLAN.replace("\n", "\r\n")
    record, bare = plan_of(tmp_path, text.encode()), plan_of(tmp_path, PLAN.encode())
    for key in ("titolo", "anno", "ente", "coverage", "issues"):
        assert record[key] == bare[key]
    for one, other in zip(record["interventi"], bare["interventi"], strict=True):
        places = [place for each in one.pop("evidence").values() for place in each]
        assert all(text[place["start"] : place["end"]] == place["raw"] for place in places)
        assert {**one, "id": None, "evidence": None} == {**other, "id": None, "evidence": None}


@pytest.mark.parametrize("blank", ["\xa0", "\u202f", "\u2009"])
def test_blanks_of_another_kind_change_no_value(tmp_path: Path, blank: str) -> None:
    plain = (SAMPLES / "programma_7522_2024" / "source.txt").read_text(encoding="utf-8")
    text = plain.replace(" ", blank)
    acts = folder_of(tmp_path / "acts", a_txt=text, b_txt=plain)
    record, bare = documents(acts).values()
    for key in ("titolo", "atto", "distretto", "organizzazioni", "coverage"):
        assert record[key] == bare[key]
    for one, other in zip(record["interventi"], bare["interventi"], strict=True):
        places = [place for each in one.pop("evidence").values() for place in each]
        assert all(text[place["start"] : place["end"]] == place["raw"] for place in places)
        assert {**one, "id": None, "evidence": None} == {**other, "id": None, "evidence": None}


@pytest.mark.parametrize("letter", ["😀", "𝐀", "\U0010ffff", "\ufeff", "\ufffe", "\x1b", "\u2028"])
def test_rare_character_is_kept_and_counts_as_one(tmp_path: Path, letter: str) -> None:
    text = PLAN.replace("aperta", f"a{letter}b")
    (first, second) = plan_of(tmp_path, text.encode())["interventi"]
    assert first["titolo"] == f"Biblioteca a{letter}b"
    (place,) = second["evidence"]["titolo"]
    assert text[place["start"] : place["end"]] == place["raw"] == "Piedibus"


def test_half_a_surrogate_pair_is_told_as_an_encoding(tmp_path: Path) -> None:
    data = PLAN.replace("aperta", "\ud800").encode("utf-8", "surrogatepass")
    record = plan_of(tmp_path, data)
    assert [x["rule"] for x in record["issues"]] == ["ENC001"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"due\nrighe.txt", "due\nrighe.txt"),
        (b"citt\xe0.txt", r"citt\xe0.txt"),
        (b'"virgolette" \\.txt', '"virgolette" \\.txt'),
        (b"-o.txt", "-o.txt"),
    ],
    ids=["newline", "not UTF-8", "quotes", "option"],
)
def test_odd_file_name_is_read_and_written(tmp_path: Path, name: bytes, shown: str) -> None:
    folder = folder_of(tmp_path / "acts")
    (folder / os.fsdecode(name)).write_text(PLAN, encoding="utf-8")
    record = only(folder)
    assert (record["source"]["path"], record["tipo"]) == (shown, "piano_famiglia")
    assert written(folder, options=("--jobs", "2")) == written(folder)
    for _ in range(2):
        assert call(folder, "-o", tmp_path / "out.json", "--resume").exit_code == 0
        assert (tmp_path / "out.json").read_bytes() == written(folder)
    assert call(folder, "-o", tmp_path / "out.jsonl", "--verbose").exit_code == 0
    lines = (tmp_path / "out.jsonl").read_bytes().decode("utf-8").splitlines()
    assert shown in [json.loads(line)["source"]["path"] for line in lines]


@pytest.mark.parametrize(
    "text",
    [
        "comunità " * 550_000,
        "=" * 5_000_000,
        "1" * 5_000_000,
        "TITOLO0: x\n" * 95_000,
        "TIT0L0: x\n" * 100_000,
        "TITOL: x\n" * 110_000,
        "TITOLO: x\n" * 100_000,
        "PROGETTUALITÀ n. x\n" * 50_000,
        "PIANO FAMIGLIA " * 70_000,
        "X:\t" * 300_000,
    ],
    ids=lambda text: f"{len(text) // 100_000 / 10} MB of {text[:10].strip()}",
)
def test_monstrous_text_is_read_in_seconds(tmp_path: Path, text: str) -> None:
    began = sum(os.times()[:4])  # processor time, ours and our workers': others may be busy
    record = only(folder_of(tmp_path / "acts", bad_txt=text))
    assert sum(os.times()[:4]) - began < LIMIT_SECONDS
    assert record["status"] == "ok"
    assert record["coverage"]["characters"] == len("".join(text.split()))


def test_message_does_not_say_where_an_object_is_in_memory() -> None:
    told = "cannot identify image file <_io.BytesIO object at 0x7fb45ea91080>"
    assert (
        DocumentError("a", told, "b").message == "cannot identify image file <_io.BytesIO object>"
    )
