"""The envelope and the document: what `extract` writes and downstream tools read."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter, ValidationError

from schemas.act import Atto, Ente
from schemas.base import Record
from schemas.intervento import ISO_PARTIAL, Area, Intervento
from schemas.issue import Issue, Repair
from schemas.programme import AzioneVamt, Distretto, OrganizzazioneAderente
from schemas.reference import Riferimento

SCHEMA_VERSION = "1.0"

TipoDocumento = Literal["programma_di_lavoro", "piano_famiglia", "atto", "altro"]
TextLayer = Literal["native", "ocr", "mixed", "plain"]


class IncompatibleVersionError(ValueError):
    """The file was written under another major version of the contract."""


class Furniture(Record):
    """A line that pages repeat: running head, foot, page number. Not part of any value."""

    testo: str = Field(description="The line as printed on the first of its pages")
    pages: tuple[int, ...] = Field(description="Pages that carry it, 1-based")


class Nota(Record):
    """A note at a page's foot, or one that the format keeps apart from the text."""

    testo: str = Field(description="As printed, with its number where the page shows it")
    pages: tuple[int, ...] = Field(
        default=(), description="The page it stands on; none where the format tells none"
    )


class VoceIndice(Record):
    """A row of an index: a name, and the printed page that it begins on."""

    titolo: str = Field(description="The name as printed")
    pagina: int | None = Field(default=None, description="The page as printed; null if Roman")


ProofOfJoin = Literal[
    "sides",
    "columns",
    "repeated_header",
    "open_edge",
    "empty_first_cell",
    "label_below",
    "cut_label",
    "cut_sentence",
    "no_label",
]
"""What says that a table goes on over a page, or a row."""


class JoinedTable(Record):
    """A table that goes on over a page, and what says so."""

    pages: tuple[int, int] = Field(description="The page it goes on from and the next, 1-based")
    columns: int = Field(ge=1, description="Its columns, count")
    is_row_cut: bool = Field(description="True where the page cuts a row in two")
    evidence: tuple[ProofOfJoin, ...] = Field(
        description="Why they are one table, and why a row is one"
    )


class Signature(Record):
    """Who closed an envelope and when, as the envelope says. Nothing of it was verified."""

    kind: Literal["cades", "time_stamp"] = Field(description="A signature, or a time stamp")
    signer: str | None = Field(default=None, description="Name in the certificate")
    organization: str | None = Field(default=None, description="Body in the certificate")
    issuer: str | None = Field(default=None, description="Authority that issued the certificate")
    signed_at: str | None = Field(
        default=None,
        pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$",
        description="Time that the signer's machine, or the stamp's authority, set, UTC",
    )
    verification: Literal["not verified"] = Field(
        default="not verified", description="No signature, certificate or time is verified"
    )


class RecognisedPage(Record):
    """A page whose words were recognised on its picture, and how sure of them that is."""

    page: int = Field(ge=1, description="Page, 1-based")
    engine: str = Field(description="What recognised it, with its version")
    words: int = Field(ge=0, description="Words found, count")
    confidence: float = Field(ge=0, le=1, description="On average of its words, as the engine says")
    turned_degrees: int = Field(
        ge=0, le=270, description="How far it was turned to stand upright, counter-clockwise"
    )
    skew_degrees: float = Field(description="How far its lines fell from left to right then")


class Source(Record):
    """The file a document came from."""

    path: str = Field(
        description="Path relative to the input root, `/`-separated; "
        "`acts.zip!/plan.pdf` for a file in an archive or a message"
    )
    media_type: str | None = Field(default=None, description="IANA media type, by content")
    bytes: int = Field(ge=0, description="Size in bytes, envelopes included")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the bytes, hex")
    pages: int | None = Field(default=None, ge=0, description="Pages in the file, count")
    first_page: int | None = Field(default=None, ge=1, description="First page of this document")
    last_page: int | None = Field(default=None, ge=1, description="Last page of this document")
    text_layer: TextLayer | None = Field(default=None, description="Where the words came from")
    recognised: tuple[RecognisedPage, ...] = Field(
        default=(), description="Pages whose words were recognised on their pictures"
    )
    signed: bool = Field(default=False, description="True where it came out of a signed envelope")
    signatures: tuple[Signature, ...] = Field(
        default=(), description="Who closed its envelopes, the outermost first; not verified"
    )
    furniture: tuple[Furniture, ...] = Field(default=(), description="Lines that pages repeat")
    note: tuple[Nota, ...] = Field(
        default=(), description="Notes at the foot of pages, which are in no other field"
    )
    indice: tuple[VoceIndice, ...] = Field(
        default=(), description="The rows of its index, which are in no other field"
    )
    joined_tables: tuple[JoinedTable, ...] = Field(
        default=(), description="Tables that go on over a page, in order"
    )


class Failure(Record):
    """Why a file gave no document, and what to do about it."""

    code: str = Field(pattern=r"^[a-z_]+$", description="Stable code, e.g. `encrypted`")
    message: str = Field(description="What happened")
    remedy: str = Field(description="What the user can do")


class Realizzazione(Record):
    """How much of an earlier programme was carried out."""

    anno: int | None = Field(default=None, description="Year of that programme")
    percentuale: float = Field(description="Percent carried out")


class Dichiarati(Record):
    """What the act says of itself, for the cross-checks."""

    azioni: int | None = Field(default=None, ge=0, description="Interventi it announces, count")
    organizzazioni: int | None = Field(default=None, ge=0, description="Members it names, count")
    realizzazione: Realizzazione | None = Field(default=None, description="Last year's result")


class Sezione(Record):
    """A section of the introduction."""

    titolo: str | None = Field(default=None, description="Heading as printed")
    testo: str = Field(description="Text as printed")


class Coverage(Record):
    """What became of every character of the source. White space is not counted."""

    characters: int = Field(ge=0, description="Characters of the source, count")
    read: int = Field(ge=0, description="Characters that are in a field, or are its label, count")
    ignored: int = Field(ge=0, description="Page furniture, rules and separators, count")
    unread: int = Field(ge=0, description="Everything else, count; reported as COV001")
    ratio: float = Field(ge=0, le=1, description="(read + ignored) / characters, 0 to 1")


class Documento(Record):
    """A programme, a plan, an act: what was read from one file."""

    id: str = Field(description="SHA-256 of the source, hex; `-p12-31` for part of a collection")
    source: Source = Field(description="The file it came from")
    status: Literal["ok"] = Field(default="ok", description="`ok`: it was read")
    tipo: TipoDocumento = Field(description="Kind of document")
    titolo: str | None = Field(default=None, description="Title as printed")
    anno: int | None = Field(default=None, description="Year the programme or plan is for")
    ente: Ente | None = Field(default=None, description="Body it belongs to")
    atto: Atto | None = Field(default=None, description="The act that carries it")
    distretto: Distretto | None = Field(default=None, description="The district, for programmes")
    dichiarati: Dichiarati = Field(default=Dichiarati(), description="What it says of itself")
    premessa: tuple[Sezione, ...] = Field(default=(), description="Introduction, by section")
    aree_vamt: tuple[Area, ...] = Field(
        default=(), description="V.A.M.T. areas, those without actions too"
    )
    azioni_vamt: tuple[AzioneVamt, ...] = Field(default=(), description="V.A.M.T. actions")
    interventi: tuple[Intervento, ...] = Field(default=(), description="Progettualità or azioni")
    organizzazioni: tuple[OrganizzazioneAderente, ...] = Field(default=(), description="Members")
    organizzazioni_al: str | None = Field(
        default=None, pattern=ISO_PARTIAL, description="Day the list of members is of, ISO"
    )
    riferimenti: tuple[Riferimento, ...] = Field(default=(), description="Legal references")
    repairs: dict[str, int] | tuple[Repair, ...] = Field(
        default_factory=dict, description="Repairs by rule, count; the full list on request"
    )
    coverage: Coverage = Field(description="What became of every character")
    issues: tuple[Issue, ...] = Field(default=(), description="Findings, in order of place")


class DocumentoFallito(Record):
    """A file that could not be read: why, and the remedy."""

    id: str = Field(description="SHA-256 of the source, hex; of no bytes where none could be read")
    source: Source = Field(description="The file")
    status: Literal["failed"] = Field(default="failed", description="`failed`: nothing was read")
    error: Failure = Field(description="Why, and the remedy")


AnyDocumento = Annotated[Documento | DocumentoFallito, Field(discriminator="status")]


class Dataset(Record):
    """What `extract` writes: every document of a run, in order of path."""

    schema_version: str = Field(default=SCHEMA_VERSION, description="Version of this contract")
    generator: str = Field(description="Program and version that wrote it")
    documents: tuple[AnyDocumento, ...] = Field(default=(), description="In order of path")

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read back what `extract` wrote, `.json` or `.jsonl`.

        Raises:
            IncompatibleVersionError: the file has another major version, or a line that this one
                cannot read; the message says the remedy.
            pydantic.ValidationError: the file does not follow the contract.
        """
        path = Path(path)
        if path.suffix == ".jsonl":
            with path.open(encoding="utf-8") as lines:
                return cls(generator="attidati", documents=tuple(_documents(lines, path)))
        text = path.read_bytes()
        version = _Head.model_validate_json(text).schema_version
        if version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
            raise _other_version(version, path)
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            if version == SCHEMA_VERSION:
                raise
            raise _other_version(version, path) from error


class _Head(Record, extra="ignore"):
    """Enough of a dataset to tell its version."""

    schema_version: str


def _documents(lines: Iterable[str], path: Path) -> Iterator[Documento | DocumentoFallito]:
    """The documents of a `.jsonl`, whose lines do not name their version."""
    adapter: TypeAdapter[Documento | DocumentoFallito] = TypeAdapter(AnyDocumento)
    for number, line in enumerate(lines, 1):
        try:
            yield adapter.validate_json(line)
        except ValidationError as error:
            raise IncompatibleVersionError(
                f"{path}, line {number}, is no document of schema version {SCHEMA_VERSION}: it was "
                f"written by another attidati, or not by one. Extract the acts again."
            ) from error


def _other_version(found: str, path: Path) -> IncompatibleVersionError:
    return IncompatibleVersionError(
        f"{path} has schema version {found}; this attidati reads version {SCHEMA_VERSION}. "
        f"Extract the acts again, or install the attidati that wrote the file."
    )
