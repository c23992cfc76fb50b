"""Archives, messages and envelopes made by hand, whole and broken."""

from __future__ import annotations

import io
import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from pipeline.run import run
from pipeline.write import check, encode

WHEN = datetime(2024, 7, 16, 9, 30, tzinfo=UTC)
WRITTEN = "2024-07-16T09:30:00Z"
SIGNER, BODY = "ROSSI MARIA", "Comune di Prova"


def records(data: bytes, name: str) -> list[dict[str, Any]]:
    """The records of a file, as they are written; each follows the contract."""
    bodies = [encode(record) for record in run(data, name)]
    for body in bodies:
        check(body)
    return [json.loads(body) for body in bodies]


def only(data: bytes, name: str) -> dict[str, Any]:
    """The one record of a file."""
    (record,) = records(data, name)
    return record


def values(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The interventi without what tells of the file: ids and places."""
    return [
        {key: value for key, value in each.items() if key not in ("id", "evidence")}
        for each in record["interventi"]
    ]


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of these files, in this order."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return buffer.getvalue()


def rezipped(data: bytes, **parts: bytes) -> bytes:
    """An office document with some parts changed: `word__document` is `word/document.xml`."""
    with ZipFile(io.BytesIO(data)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    kept |= {f"{name.replace('__', '/')}.xml": part for name, part in parts.items()}
    return zipped(kept.items())


def message(attachments: Sequence[tuple[str, bytes]], text: str = "In allegato il piano.") -> bytes:
    """A message with a text and attachments in base64."""
    parts = [f"Content-Type: text/plain\r\n\r\n{text}\r\n".encode()] if text else []
    for name, data in attachments:
        head = (
            f'Content-Type: application/octet-stream; name="{name}"\r\n'
            f'Content-Disposition: attachment; filename="{name}"\r\n'
            "Content-Transfer-Encoding: base64\r\n\r\n"
        )
        parts.append(head.encode() + b64encode(data) + b"\r\n")
    head = (
        "From: comune@pec.example.it\r\nTo: agenzia@pec.example.it\r\n"
        "Date: Tue, 16 Jul 2024 09:30:00 +0200\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="=_1"\r\n\r\n'
    )
    return head.encode() + b"".join(b"--=_1\r\n" + part for part in parts) + b"--=_1--\r\n"


@cache
def _certificate() -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, SIGNER),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, BODY),
        ]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7522)
        .not_valid_before(WHEN - timedelta(days=1))
        .not_valid_after(WHEN + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(Encoding.DER)


def _signed_data(content: bytes | None, kind: str, signers: int, *, is_timed: bool) -> Any:
    from asn1crypto import cms, x509

    certificate = x509.Certificate.load(_certificate())
    attributes = [{"type": "signing_time", "values": [cms.Time({"utc_time": WHEN})]}]
    sid = cms.IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": 7522})
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier("issuer_and_serial_number", sid),
        "digest_algorithm": {"algorithm": "sha256"},
        "signed_attrs": attributes if is_timed else None,
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": b"nobody looks at it",
    }
    inside: dict[str, Any] = {"content_type": kind}
    if content is not None:
        inside["content"] = content
    return cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": inside,
            "certificates": [certificate],
            "signer_infos": [signer] * signers,
        }
    )


def signed(content: bytes | None, signers: int = 1) -> bytes:
    """A signed envelope in DER; without content, a signature beside its document."""
    from asn1crypto import cms

    data = _signed_data(content, "data", signers, is_timed=True)
    whole: bytes = cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()
    return whole


def streamed(content: bytes, piece: int = 1000) -> bytes:
    """The same in BER, all lengths indefinite around the content, which is cut in pieces."""
    from asn1crypto import cms, core

    pieces = (content[at : at + piece] for at in range(0, len(content), piece))
    octets = b"\x24\x80" + b"".join(core.OctetString(x).dump() for x in pieces) + b"\0\0"
    data = _signed_data(None, "data", 1, is_timed=True)
    inside = b"\x30\x80" + cms.ContentType("data").dump() + b"\xa0\x80" + octets + b"\0\0\0\0"
    certificates = data["certificates"].retag({"implicit": 0}).dump()
    parts = data["version"].dump(), data["digest_algorithms"].dump(), inside, certificates
    inner: bytes = b"\x30\x80" + b"".join(parts) + data["signer_infos"].dump() + b"\0\0"
    kind: bytes = cms.ContentType("signed_data").dump()
    return b"\x30\x80" + kind + b"\xa0\x80" + inner + b"\0\0\0\0"


def stamped(content: bytes) -> bytes:
    """Time-stamped data (`.tsd`), the stamp by the same certificate."""
    from asn1crypto import cms, core, tsp

    info = tsp.TSTInfo(
        {
            "version": "v1",
            "policy": "1.2.3",
            "message_imprint": {
                "hash_algorithm": {"algorithm": "sha256"},
                "hashed_message": b"\0" * 32,
            },
            "serial_number": 1,
            "gen_time": WHEN,
        }
    )
    token = _signed_data(None, "data", 1, is_timed=False)
    inside = {
        "content_type": "1.2.840.113549.1.9.16.1.4",
        "content": core.ParsableOctetString(info.dump()),
    }
    token["encap_content_info"] = cms.EncapsulatedContentInfo(inside)
    stamp = cms.ContentInfo({"content_type": "signed_data", "content": token}).dump()
    evidence = _element(0xA0, _element(0x30, stamp))
    octets = core.OctetString(content).dump()
    data = _element(0x30, core.Integer(1).dump() + octets + evidence)
    kind = core.ObjectIdentifier("1.2.840.113549.1.9.16.1.31").dump()
    return _element(0x30, kind + _element(0xA0, data))


def _element(tag: int, content: bytes) -> bytes:
    return bytes([tag, 0x84]) + len(content).to_bytes(4, "big") + content


def pem(data: bytes, name: str = "PKCS7") -> bytes:
    """DER as PEM."""
    return f"-----BEGIN {name}-----\n{_in_lines(data)}\n-----END {name}-----\n".encode()


def bare(data: bytes) -> bytes:
    """DER in base64, as some registers write it."""
    return _in_lines(data).encode()


def _in_lines(data: bytes) -> str:
    letters = b64encode(data).decode()
    return "\n".join(letters[at : at + 64] for at in range(0, len(letters), 64))
