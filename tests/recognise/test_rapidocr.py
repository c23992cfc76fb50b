"""What RapidOCR gives becomes words; the models are stood in for."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from pipeline.read.recognise.engine import Unread
from pipeline.read.recognise.rapidocr import RapidOcr


def reader(monkeypatch: pytest.MonkeyPatch, *lines: tuple[Any, ...]) -> RapidOcr:
    """An engine whose models find these lines: box, text, score, words."""
    boxes, texts, scores, words = zip(*lines, strict=True) if lines else (None,) * 4
    answer = SimpleNamespace(boxes=boxes, txts=texts, scores=scores, word_results=words)
    made = RapidOcr("3.10")
    monkeypatch.setattr(made, "_reader", lambda _grey, return_word_box: return_word_box and answer)
    return made


def corners(x0: float, top: float, x1: float, bottom: float) -> list[list[float]]:
    return [[x0, top], [x1, top], [x1, bottom], [x0, bottom]]


def page(*marks: tuple[int, int, int, int]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    grey = np.full((300, 600), 255, np.uint8)
    for x0, top, x1, bottom in marks:
        grey[top:bottom, x0:x1] = 0
    return grey


def test_words_are_cut_at_blanks_and_as_high_as_their_ink(monkeypatch: pytest.MonkeyPatch) -> None:
    grey = page((100, 110, 160, 140), (180, 118, 240, 148), (100, 190, 240, 220))
    words = [("Il", 0.9, corners(96, 100, 171, 160)), ("gap", 0.8, corners(170, 100, 250, 160))]
    found = reader(monkeypatch, (corners(95, 100, 250, 195), "Il gap", 0.85, words)).read(
        grey, 300, 60
    )
    assert [(w.text, w.x0, w.top, w.x1, w.bottom, w.confidence) for w in found] == [
        ("Il", 100, 110, 160, 140, 0.9),
        ("gap", 180, 118, 240, 148, 0.8),
    ]


def test_words_that_are_not_those_of_the_line_are_spread_over_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    grey = page((100, 110, 160, 140), (180, 110, 240, 140))
    words = [("Ilgap", 0.9, corners(96, 100, 250, 160))]
    line = corners(95, 100, 250, 160), "Uno due", 0.85, words
    found = reader(monkeypatch, line).read(grey, 300, 60)
    assert [(w.text, w.x0, w.x1, w.confidence) for w in found] == [
        ("Uno", 100, 160, 0.85),
        ("due", 180, 240, 0.85),
    ]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("OBIETTivo:", "OBIETTIVO:"),
        ("TASSoNoMIA:", "TASSONOMIA:"),
        ("DEscRizioNE:", "DESCRIZIONE:"),
        ("Ben-NascO", "Ben-Nasco"),
        ("VolOntari", "Volontari"),
        ("CIdiS", "CIdiS"),
        ("OdV", "OdV"),
        ("C.I.diS", "C.I.diS"),
        ("Famiglia", "Famiglia"),
        ("WiFi", "WiFi"),
        ("PROGETTUALITà", "PROGETTUALITÀ"),
    ],
)
def test_words_in_capitals_are_all_in_capitals(
    monkeypatch: pytest.MonkeyPatch, read: str, meant: str
) -> None:
    box = corners(95, 100, 250, 160)
    found = reader(monkeypatch, (box, read, 0.9, [(read, 0.9, box)])).read(page(), 300, 60)
    assert [word.text for word in found] == [meant]


def test_nothing_found_is_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reader(monkeypatch).read(page(), 300, 60) == []


def test_what_goes_wrong_leaves_the_page_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_grey: Any, return_word_box: bool) -> None:
        raise RuntimeError(f"onnxruntime {return_word_box}")

    made = RapidOcr("3.10")
    monkeypatch.setattr(made, "_reader", fails)
    with pytest.raises(Unread, match="rapidocr failed: onnxruntime"):
        made.read(page(), 300, 60)
