"""What a reader gave, in a form that tests can compare; checked for what must always hold."""

from typing import cast

from pipeline.errors import DocumentError
from pipeline.read import PdfEngine, Reading, read
from schemas.page import Page, Rule, Word

NEAR = 2.0
"""Points that two engines may disagree by: one measures ink, the other the letter's place."""

NEVER = "\0\x02\x03\ufffe\uffff\r"
"""What an engine may use within and must not let out."""


def read_by(engine: str, data: bytes) -> Reading:
    """The reading of a file by an engine."""
    reading = read(data, ".pdf", pdf_engine=cast("PdfEngine", engine))
    assert [page.number for page in reading.pages] == list(range(1, len(reading.pages) + 1))
    for page in reading.pages:
        _check(page)
    return reading


def only_page(engine: str, data: bytes) -> Page:
    """The page of a file of one page."""
    (page,) = read_by(engine, data).pages
    return page


def refusal(engine: str, data: bytes) -> str:
    """The code that the file is refused with, or `read`."""
    try:
        read_by(engine, data)
    except DocumentError as error:
        return error.code
    return "read"


def words(page: Page) -> list[str]:
    """The words of a page, in order."""
    return [page.text[word.start : word.end] for line in page.lines for word in line.words]


def rows(page: Page) -> list[str]:
    """The lines of a page, in order."""
    return [" ".join(page.text[w.start : w.end] for w in line.words) for line in page.lines]


def box_of(page: Page, text: str) -> Word:
    """The only word of a page that reads so."""
    places = [word for line in page.lines for word in line.words]
    (found,) = (word for word in places if page.text[word.start : word.end] == text)
    return found


def stands(word: Word, x0: float, x1: float, baseline: float, size: float = 10) -> bool:
    """Whether a word's box goes from x0 to x1, and up from its baseline by about its size."""
    across = abs(word.x0 - x0) <= NEAR and abs(word.x1 - x1) <= NEAR
    up = baseline - 1.2 * size <= word.top <= baseline - 0.35 * size
    return across and up and baseline - NEAR / 2 <= word.bottom <= baseline + 0.5 * size


def ruled(page: Page, *expected: tuple[float, float, float, float]) -> bool:
    """Whether the page's rules are these and no others, each once; ends and middles are near."""
    left = list(page.rules)
    for each in expected:
        found = next((rule for rule in left if _same(rule, each)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def noticed(reading: Reading) -> dict[str, str]:
    """The notices of a reading: code and message."""
    return {notice.rule: notice.message for notice in reading.notices}


def _same(rule: Rule, expected: tuple[float, float, float, float]) -> bool:
    found = (rule.x0, rule.top, rule.x1, rule.bottom)
    return all(abs(a - b) <= NEAR for a, b in zip(found, expected, strict=True))


def _check(page: Page) -> None:
    assert not set(page.text) & set(NEVER), ascii(page.text)
    page.text.encode()
    end = 0
    for word in (word for line in page.lines for word in line.words):
        text = page.text[word.start : word.end]
        assert text, "a word is not empty"
        assert text.split() == [text], "a word holds no blanks"
        assert end <= word.start, "words stand in the order of the text, and apart"
        assert word.x0 <= word.x1, "a box is not inside out"
        assert word.top <= word.bottom, "a box is not upside down"
        end = word.end
