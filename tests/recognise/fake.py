"""An engine that stands in for others, and a picture for it to read."""

from PIL import Image

from pipeline.read.recognise.engine import Engine, Seen
from pipeline.read.recognise.picture import Grey
from tests.recognise.scans import drawn

PLAN = [
    "PIANO FAMIGLIA DI COMUNE DI TRENTO ANNO 2022",
    "TITOLO: Biblioteca aperta",
    "OBIETTIVO: Aprire più a lungo",
    "TITOLO: Piedibus",
    "OBIETTIVO: Andare a scuola a piedi",
]
MARK = 60
"""Pixels of a black square in the upper left corner of each picture: it says which way is up."""

_DEEP = set("gpqy,")


class Fake(Engine):
    """Reads these lines on any picture; it is sure of them where the mark is where it belongs."""

    name = "fake 1"

    def __init__(self, lines: list[str], sure: float = 0.9, faint: int = 0) -> None:
        self.calls = 0
        self._lines, self._sure, self._faint = lines, sure, faint

    def read(self, grey: Grey, dpi: int, seconds: float) -> list[Seen]:
        """The lines, seventy pixels apart."""
        assert dpi == 300
        assert seconds > 0
        self.calls += 1
        is_upright = grey[60:90, 60:90].mean() < 100
        sure = self._sure if is_upright else 0.3
        words = []
        for number, line in enumerate(self._lines):
            x, base = 100.0, 150.0 + 70 * number
            for part in line.split():
                bottom = base + 8 * bool(_DEEP & set(part))
                words.append(Seen(part, x, base - 29, x + 20 * len(part), bottom, sure, number))
                x += 20 * len(part) + 10
        faint = [Seen("~", 60, 60, 70, 65, 0.1, 99)] * self._faint
        return [*words, *faint]


def picture(turned: int = 0, skew: float = 0.0) -> Image.Image:
    made = drawn(PLAN)
    made.paste(0, (50, 50, 50 + MARK, 50 + MARK))
    made = made.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255)
    return made.rotate(turned, expand=True)
