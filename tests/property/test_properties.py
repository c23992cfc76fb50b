"""What must hold for any text: spans slice, repair settles, nothing raises, nothing is lost."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.printed import printed
from pipeline.batch import find_files
from pipeline.layout import lay_out
from pipeline.options import Options
from pipeline.read import read
from pipeline.repair import FAMILIES, repair
from pipeline.run import run
from pipeline.supervise import Course, run_batch
from pipeline.write import encode
from schemas.page import Page
from schemas.records import Documento

LABELS = ("TITOLO", "TASSONOMIA", "MACRO-AMBITO", "OBIETTIVO", "DESCRIZIONE", "TIT0LO", "OBIETTIVI")
ROWS = ("Obiettivo generale.", "Titolo.", "Azioni.", "Classificazione.", "Altro campo.", "")

words = st.text("abcàèìòù ùаиЂ.;,:-'’0123456789\n\xa0", max_size=60)
colon_lines = st.builds("{}: {}\n".format, st.sampled_from(LABELS), words)
row_lines = st.builds("{}\t{}\n".format, st.sampled_from(ROWS), words)
head_lines = st.builds("PROGETTUALITÀ n.{} {}\t\n".format, st.integers(0, 120), words)
other_lines = st.sampled_from(
    ["-----\n", "=== AZIONI ===\n", "\n", "\f", "\r\n", "AZIONE 1.1\n", "PREMESSA\n", "\t\n"]
)
damaged = st.sampled_from(
    [
        *(
            "lavoro",
            "la- voro",
            "la-\nvoro",
            "minori",
            "minor i",
            "c on",
            "l 'anno",
            "I 'azione",
            "il",
        ),
        *(
            "proget\xad tualità",
            "\n\xadvoce",
            "B e r s n t o l",
            "i l  3 0 marzo",
            "perchÃ©",
            "ﬁne",
        ),
        *(
            "attivita\u0300",
            "natalitĂ ",
            "servizi alia persona",
            "Io sviluppo",
            "II Comune",
            "CldiS",
        ),
        *(
            "il Comune",
            "CIdiS",
            "neIl’eIaborare",
            "elaborato",
            "1O luglio",
            "comunitа",
            ".\n",
            "con ii",
        ),
        *("\xad", "- ", "d i", "\n", " "),
    ]
)
damaged_lines = st.builds(
    "{}: {}\n".format, st.sampled_from(LABELS), st.lists(damaged, max_size=12).map(" ".join)
)
acts = st.lists(
    st.one_of(colon_lines, row_lines, head_lines, other_lines, damaged_lines, words), max_size=40
).map("".join)
anything = st.one_of(acts, st.text(max_size=400))


AS_LONG = frozenset(FAMILIES) - {"MOJ"}
"""The families whose edits change how long the text is."""


def document(text: str, off: frozenset[str] = frozenset()) -> Documento | None:
    """The record of a text, None where it was refused."""
    (record,) = run(text.encode("utf-8", "replace"), "act.txt", Options(no_repair=off))
    return record if isinstance(record, Documento) else None


@given(anything)
def test_no_stage_raises_and_every_record_follows_the_contract(text: str) -> None:
    assert all(map(encode, run(text.encode("utf-8", "replace"), "act.txt")))


@given(st.binary(max_size=400), st.sampled_from([".txt", ".md", ".pdf", ".doc", ""]))
def test_any_bytes_give_a_record(data: bytes, suffix: str) -> None:
    assert all(map(encode, run(data, f"act{suffix}")))


@given(acts)
def test_raw_is_the_slice_that_its_span_names(text: str) -> None:
    record = document(text)
    pages = read(text.encode(), ".txt").pages if record else ()
    for intervento in record.interventi if record else ():
        assert isinstance(intervento.evidence, dict)
        for places in intervento.evidence.values():
            for place in places:
                assert place.raw == pages[place.page - 1].text[place.start : place.end]


@given(acts)
def test_values_hold_all_that_their_evidence_does_and_nothing_else(text: str) -> None:
    text = text.replace("\f", " ").replace("\r", " ")
    record = document(text, AS_LONG)
    repaired, _ = lay_and_repair(text, AS_LONG)
    for intervento in record.interventi if record else ():
        assert isinstance(intervento.evidence, dict)
        for field in ("titolo", "descrizione", "azioni"):
            value = getattr(intervento, field)
            if value is not None:
                parts = [repaired[e.start : e.end] for e in intervento.evidence[field]]
                assert _letters(value) == _letters(printed("\n".join(parts)))


@given(acts)
def test_every_character_is_accounted_for(text: str) -> None:
    record = document(text)
    if record:
        counts = record.coverage
        assert counts.read + counts.ignored + counts.unread == counts.characters
        assert counts.characters == sum(
            c not in "\t\n\v\f\r\x1c\x1d\x1e\x1f \xa0" for c in text.removeprefix("\ufeff")
        )


@given(st.one_of(anything, st.text("abа иЂйàмИ1 .", max_size=80)))
def test_repair_is_idempotent_and_keeps_every_offset(text: str) -> None:
    text = text.replace("\r", " ")
    once, counts = lay_and_repair(text, AS_LONG)
    twice, again = lay_and_repair(once, AS_LONG)
    assert twice == once
    assert not again
    assert len(once) == len(text)
    assert sum(counts.values()) == sum(a != b for a, b in zip(text, once, strict=True))


@given(st.one_of(acts, st.lists(damaged, max_size=30).map(" ".join)))
def test_every_repair_settles_and_keeps_every_letter_traceable(text: str) -> None:
    text = text.replace("\r", " ")
    repaired = repair(lay_out((Page(1, text),)).flow)
    flow = repaired.flow
    assert not repair(flow).edits
    for record in repaired.records():
        assert record.before == text[record.start : record.end] != record.after
    at = 0
    for piece in flow.pieces:
        assert piece.page_start == at, "the pieces cover the page, in order"
        at += piece.page_length
        if not piece.is_edited:
            source = text[piece.page_start : at]
            assert len(source) == piece.length
            assert sum(a != b for a, b in zip(source, flow.text[piece.start :], strict=False)) <= (
                sum(len(edit.before) for edit in repaired.edits)
            )
    assert at == len(text)


@given(anything)
def test_printed_is_idempotent(text: str) -> None:
    assert printed(printed(text)) == printed(text)


@given(st.lists(acts, min_size=2, max_size=4), st.randoms())
@settings(max_examples=5, deadline=None)
def test_same_bytes_for_any_order_of_files_and_any_number_of_workers(
    texts: list[str], random: object
) -> None:
    import tempfile
    from random import Random

    assert isinstance(random, Random)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{n}.txt" for n in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        names = [str(path) for path in paths]
        first = [x.bodies for x in run_batch(find_files(names).jobs, Options())]
        random.shuffle(names)
        second = [x.bodies for x in run_batch(find_files(names).jobs, Options())]
        third = [x.bodies for x in run_batch(find_files(names).jobs, Options(), Course(workers=2))]
    assert first == second == third


def lay_and_repair(text: str, off: frozenset[str]) -> tuple[str, dict[str, int]]:
    """The text after repair, and the repairs by rule."""
    repaired = repair(lay_out((Page(1, text),)).flow, off)
    return repaired.flow.text.removeprefix("\n"), repaired.counts()


def _letters(text: str) -> str:
    return "".join(text.replace("**", "").split())
