"""Signed envelopes in every encoding give what is in them, and who signed, not verified."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.inputs.crafted import (
    BODY,
    SIGNER,
    WRITTEN,
    bare,
    only,
    pem,
    signed,
    stamped,
    streamed,
    values,
)
from tests.places import SAMPLES

PDF = SAMPLES / "piano_cidis_2022" / "source.pdf"
SIGNATURE = {
    "kind": "cades",
    "signer": SIGNER,
    "organization": BODY,
    "issuer": SIGNER,
    "signed_at": WRITTEN,
    "verification": "not verified",
}

ENVELOPES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "DER": ("act.pdf.p7m", signed),
    "BER": ("act.pdf.p7m", streamed),
    "BER in pieces of one byte": ("act.pdf.p7m", lambda data: streamed(data, 1)),
    "PEM": ("act.pdf.p7m", lambda data: pem(signed(data))),
    "PEM of CMS, BER": ("act.p7m", lambda data: pem(streamed(data), "CMS")),
    "base64": ("act.pdf.p7m", lambda data: bare(signed(data))),
    "base64 in one line": ("act.P7M", lambda data: bare(signed(data)).replace(b"\n", b"")),
    "name that is lost": ("smime.p7m", signed),
}


@pytest.mark.parametrize(("name", "seal"), ENVELOPES.values(), ids=ENVELOPES)
def test_envelope_gives_what_is_in_it(name: str, seal: Callable[[bytes], bytes]) -> None:
    data = PDF.read_bytes()
    envelope = seal(data)
    record, plain = only(envelope, name), only(data, "act.pdf")
    assert values(record) == values(plain)
    source = record["source"]
    assert (source["path"], source["bytes"]) == (name, len(envelope))
    assert (source["media_type"], source["signed"]) == ("application/pdf", True)
    assert source["signatures"] == [SIGNATURE]
    assert not [each for each in record["issues"] if each["rule"] == "SRC001"]
    assert plain["source"]["signed"] is False
    assert plain["source"]["signatures"] == []


def test_envelopes_in_envelopes_tell_all_signers() -> None:
    nested = bare(streamed(signed(signed(PDF.read_bytes(), signers=2))))
    record = only(nested, "act.pdf.p7m.p7m.p7m")
    assert len(record["interventi"]) == 9
    assert record["source"]["signatures"] == [SIGNATURE] * 4


def test_time_stamped_envelope_tells_the_stamp_and_the_signature() -> None:
    record = only(stamped(signed(PDF.read_bytes())), "act.pdf.p7m.tsd")
    assert len(record["interventi"]) == 9
    stamp = {**SIGNATURE, "kind": "time_stamp"}
    assert record["source"]["signatures"] == [stamp, SIGNATURE]
    assert record["source"]["signed"] is True
    alone = only(stamped(PDF.read_bytes()), "act.tsd")["source"]
    assert (alone["signed"], alone["signatures"]) == (False, [stamp])


def test_text_in_an_envelope_is_text() -> None:
    text = (SAMPLES / "programma_7522_2024" / "source.txt").read_bytes()
    assert len(only(signed(text), "act.txt.p7m")["interventi"]) == 10


def test_pdf_that_is_an_envelope_is_read_and_its_name_noticed() -> None:
    record = only(signed(PDF.read_bytes()), "act.pdf")
    assert len(record["interventi"]) == 9
    (issue,) = (each for each in record["issues"] if each["rule"] == "SRC001")
    assert "signed envelope" in issue["message"]


FAILURES = {
    "signature beside its document": (signed(None), "no_content"),
    "nothing was signed": (signed(b""), "no_content"),
    "half an envelope": (signed(b"x" * 1000)[:500], "damaged_envelope"),
    "half in base64": (bare(signed(b"x" * 1000))[:301], "damaged_envelope"),
    "no envelope": (b"\x30\x82\x01\x00" + b"\x05" * 100, "damaged_envelope"),
    "letters": (b"MIIB" + b"A" * 400, "damaged_envelope"),
    "elements without an end": (
        b"\x30\x80" + signed(None)[4:15] + b"\xa0\x80" * 100_000,
        "damaged_envelope",
    ),
    "octets without an end": (
        streamed(b"")[:60] + b"\x24\x80" * 100_000,
        "damaged_envelope",
    ),
}


@pytest.mark.parametrize(("data", "code"), FAILURES.values(), ids=FAILURES)
def test_envelope_that_cannot_be_opened_says_why(data: bytes, code: str) -> None:
    error = only(data, "act.pdf.p7m")["error"]
    assert error["code"] == code
    assert error["remedy"].endswith(".")


def test_envelopes_without_an_end_are_too_deep() -> None:
    data = PDF.read_bytes()
    for _ in range(9):
        data = signed(data)
    record = only(data, "act.p7m")
    assert record["error"]["code"] == "too_deep"


ENCODINGS = {
    "DER": ["-outform", "DER"],
    "PEM": ["-outform", "PEM"],
    "SMIME": ["-outform", "SMIME"],
    "BER": ["-outform", "DER", "-stream"],
    "BER in PEM": ["-outform", "PEM", "-stream"],
    "BER in SMIME": ["-outform", "SMIME", "-stream"],
    "key identifier": ["-outform", "DER", "-keyid"],
}


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
@pytest.mark.parametrize("options", ENCODINGS.values(), ids=ENCODINGS)
def test_envelope_of_openssl_gives_what_is_in_it(tmp_path: Path, options: list[str]) -> None:
    key, certificate, out = (str(tmp_path / name) for name in ("k.pem", "c.pem", "act.pdf.p7m"))
    request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj"]
    sign = ["cms", "-sign", "-binary", "-nodetach", "-in", str(PDF), "-signer", certificate]
    for command in (
        [*request, f"/CN={SIGNER}/O={BODY}", "-keyout", key, "-out", certificate],
        [*sign, "-inkey", key, "-out", out, *options],
    ):
        subprocess.run(["openssl", *command], check=True, capture_output=True)
    record = only(Path(out).read_bytes(), "act.pdf.p7m")
    assert values(record) == values(only(PDF.read_bytes(), "act.pdf"))
    (signature,) = record["source"]["signatures"]
    assert (signature["signer"], signature["organization"]) == (SIGNER, BODY)
    assert signature["verification"] == "not verified"
