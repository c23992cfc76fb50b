"""Signed envelopes: CAdES (`.p7m`, RFC 5652) and time-stamped data (`.tsd`, RFC 5544).

The document is taken out as it was put in. Who signed it and when is told as the envelope says:
no signature, certificate or time is verified here. The original is never changed.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from msgspec import Struct

from pipeline.errors import DocumentError
from pipeline.read.ber import Element, children, octets_of
from pipeline.read.kinds import STAMPED, bare_base64
from schemas.records import Signature

MAX_SIGNERS = 100
"""Signers of one envelope that are told of, at most."""

_LONGEST_NAME = 500


class Opened(Struct, frozen=True, gc=False):
    """What an envelope holds, and who closed it."""

    content: bytes
    signatures: tuple[Signature, ...]


def open_envelope(data: bytes, kind: str) -> Opened:
    """The content of an envelope, in DER, BER of indefinite length, base64 or PEM.

    Raises:
        DocumentError: `damaged_envelope`, `encrypted`, `no_content` for a signature that stands
            beside its document.
    """
    try:
        if data[:1] != b"\x30":
            data = b64decode(bare_base64(data))
        return _stamped(data) if kind == STAMPED else _signed(data)
    except DocumentError:
        raise
    except Exception as error:  # asn1crypto is lazy: a broken envelope shows anywhere
        told = " ".join(str(error).split())[:200]
        raise DocumentError(
            "damaged_envelope",
            f"the signed envelope cannot be opened ({type(error).__name__}: {told})",
            "Fetch the file again, or take the document out, e.g. `openssl cms -verify -noverify "
            "-inform DER -in IN.p7m -out OUT.pdf`, and extract that.",
        ) from error


def _signed(data: bytes) -> Opened:
    from asn1crypto import cms

    kind, content = children(data, 0, limit=2)
    name = cms.ContentType.load(data[kind.start : kind.stop]).native
    if name == "enveloped_data":
        raise DocumentError(
            "encrypted",
            "the envelope is encrypted for somebody's key",
            "Decrypt it with that key, and extract what was in it.",
        )
    if name != "signed_data":
        raise ValueError(f"its content is {name}, not signed data")
    (signed,) = children(data, content.start, limit=1)
    parts = children(data, signed.start)
    octets = [each for each in children(data, parts[2].start) if each.tag == _EXPLICIT]
    document = octets_of(data, octets[0].inner) if octets else b""
    if not document:
        raise DocumentError(
            "no_content",
            "the envelope holds a signature, but not the document that was signed",
            "Extract the document that the signature belongs to.",
        )
    # without the document, the rest is small enough for a parser that copies what it parses
    info = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [],
            "encap_content_info": {"content_type": "data"},
            "certificates": _certificates(data, parts),
            "signer_infos": cms.SignerInfos.load(data[parts[-1].start : parts[-1].stop]),
        }
    )
    return Opened(document, tuple(_signers(info, "cades")))


_EXPLICIT = 0xA0
"""The tag [0], constructed."""

_OCTETS = (0x04, 0x24)
"""An octet string, in one piece and in several."""


def _certificates(data: bytes, parts: Sequence[Element]) -> Any:
    from asn1crypto import cms

    for part in parts[3:-1]:
        if part.tag == _EXPLICIT:
            found: Any = cms.CertificateSet.load(
                data[part.start : part.stop], tag_type="implicit", tag=0
            )
            return found
    return []


def _stamped(data: bytes) -> Opened:
    from asn1crypto import tsp

    _, content = children(data, 0, limit=2)
    (stamped,) = children(data, content.start, limit=1)
    parts = children(data, stamped.start)
    octets = [part for part in parts if part.tag in _OCTETS]
    document = octets_of(data, octets[0].start) if octets else b""
    if not document:
        raise DocumentError(
            "no_content",
            "the envelope holds time stamps, but not the document that was stamped",
            "Extract the document that the time stamps belong to.",
        )
    evidence = tsp.Evidence.load(data[parts[-1].start : parts[-1].stop])
    return Opened(document, tuple(_stamps(evidence)))


def _stamps(evidence: Any) -> Iterator[Signature]:
    """The authorities that say that the document was there, and when."""
    from asn1crypto import cms

    if evidence.name != "tst_evidence":
        return
    for each, _ in zip(evidence.chosen, range(MAX_SIGNERS), strict=False):
        token = cms.ContentInfo.load(each["time_stamp"].dump())["content"]  # asn1crypto errs there
        stated = token["encap_content_info"]["content"].parsed["gen_time"].native
        yield from _signers(token, "time_stamp", stated)


def _signers(
    signed: Any, kind: Literal["cades", "time_stamp"], stated: datetime | None = None
) -> Iterator[Signature]:
    """Who signed, in the order of the envelope, with the time that the signature names."""
    names = dict(_names(signed))
    for signer, _ in zip(signed["signer_infos"], range(MAX_SIGNERS), strict=False):
        sid = signer["sid"]
        if sid.name == "issuer_and_serial_number":
            key = sid.chosen["issuer"].dump(), sid.chosen["serial_number"].native
        else:
            key = b"", sid.chosen.native
        name, organization, issuer = names.get(key, (None, None, None))
        yield Signature(
            kind=kind,
            signer=name,
            organization=organization,
            issuer=issuer,
            signed_at=_written(stated or _signing_time(signer)),
        )


_Names = tuple[str | None, str | None, str | None]


def _names(signed: Any) -> Iterator[tuple[tuple[bytes, Any], _Names]]:
    """By what a signer is named with, the names in the certificate: own, of the body, of the CA.

    A certificate holds a tax code, too, as `serialNumber`: it is left there.
    """
    for choice in signed["certificates"] or ():
        if choice.name != "certificate":
            continue
        certificate = choice.chosen
        subject, issuer = certificate.subject.native, certificate.issuer.native
        own = subject.get("common_name") or _joined(subject)
        names = _text(own), _text(subject.get("organization_name")), _text(_authority(issuer))
        yield (certificate.issuer.dump(), certificate.serial_number), names
        if certificate.key_identifier:
            yield (b"", certificate.key_identifier), names


def _joined(subject: Any) -> str | None:
    given, last = subject.get("given_name"), subject.get("surname")
    return " ".join(map(str, filter(None, (given, last)))) or None


def _authority(issuer: Any) -> Any:
    return issuer.get("common_name") or issuer.get("organization_name")


def _text(value: Any) -> str | None:
    """A name out of a certificate, where several may stand for one."""
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    text = " ".join(str(value or "").split())[:_LONGEST_NAME]
    return text or None


def _signing_time(signer: Any) -> datetime | None:
    for attribute in signer["signed_attrs"] or ():
        if attribute["type"].native == "signing_time":
            found = attribute["values"][0].native
            return found if isinstance(found, datetime) else None
    return None


def _written(when: datetime | None) -> str | None:
    if when is None:
        return None
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
