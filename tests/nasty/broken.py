"""Pages whose text the engine takes for vertical: two narrow columns of letters set one by one.

Browsers move to each letter. Where a page's letters cover less of their span across than of their
span down, PDFium has every letter end a row.
"""

from tests.nasty.pdf import LETTER, one_page

LEADING = 10.0
LEFT, RIGHT = 100.0, 400.0
TABLE = (
    ("Piano", "diritti umani"),
    ("rete di", "famiglie"),
    ("asilo nido", "comune"),
    ("nonni", "scuola"),
)


def letters(x: float, y: float, words: str, *, apart: float = 0.0, size: float = 10) -> str:
    """Words in Courier, each letter moved to within one text object; blanks are written, too."""
    step = LETTER + apart
    moved = "".join(f"{step if at else 0:g} 0 Td ({each}) Tj\n" for at, each in enumerate(words))
    return f"BT /F1 {size:g} Tf {x:g} {y:g} Td\n{moved}ET\n"


def columns(*, apart: float = 0.0, more: str = "") -> bytes:
    """The table's columns, each row's cells one after the other; `more` is drawn below them."""
    cells = (
        letters(x, 700 - LEADING * row, words, apart=apart)
        for row, pair in enumerate(TABLE)
        for x, words in zip((LEFT, RIGHT), pair, strict=True)
    )
    return one_page("".join(cells) + more)


def _below(*placed: tuple[float, float, str]) -> bytes:
    return columns(more="".join(letters(LEFT + x, 650 - y, words) for x, y, words in placed))


def stairs() -> bytes:
    """A line that begins right of where the one above it ends, a line lower."""
    return _below((0, 0, "piedi"), (5 * LETTER, LEADING, "bus"))


def raised() -> bytes:
    """Letters beside a word, a fifth of their size above its baseline."""
    return _below((0, 0, "comma"), (5 * LETTER, -2, "bis"))


def neighbours() -> bytes:
    """Two words on a line, an em and a half apart: cells without a rule between them."""
    return _below((0, 0, "nido"), (4 * LETTER + 15, 0, "asilo"))


def larger() -> bytes:
    """Two sizes on a line, nearly the same, one right behind the other."""
    second = letters(LEFT + 4 * LETTER, 650, "asilo", apart=0.05 * LETTER, size=10.5)
    return columns(more=letters(LEFT, 650, "nido") + second)
