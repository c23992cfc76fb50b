"""What must hold for any page: each of its words is in the flow, once."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout import lay_out
from schemas.page import Page, Shade
from tests.pipeline.pages import across, down, ruled, set_page

LABELS = ("Titolo.", "Azioni.", "Tempi:", "TITOLO", "Obiettivo generale.", "Macro-ambito", "n.")
PLAIN = ("nati per leggere", "corso", "famiglie e giovani", "di", "incontri, letture e laboratori")

tops = st.integers(0, 60).map(lambda step: 60 + 6.5 * step)
lefts = st.sampled_from((37.0, 50.0, 57.0, 190.0, 204.0, 298.0, 329.0, 420.0))
lines = st.tuples(tops, lefts, st.sampled_from(LABELS + PLAIN))
horizontal = st.builds(across, tops, lefts, st.sampled_from((200.0, 330.0, 500.0)))
vertical = st.builds(down, lefts, tops, tops)
shades = st.builds(
    lambda left, top, width, height: Shade(left, top, left + width, top + height, 0xDDDDDD),
    lefts,
    tops,
    st.sampled_from((100.0, 300.0)),
    st.sampled_from((13.0, 40.0)),
)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """A page of lines anywhere, one over the other too, with rules and grounds."""
    printed = draw(st.lists(lines, min_size=1, max_size=14))
    page = set_page([(top, {left: text}) for top, left, text in printed])
    rules = draw(st.lists(st.one_of(horizontal, vertical), max_size=12))
    return ruled(page, rules, draw(st.lists(shades, max_size=4)))


@given(pages())
def test_every_word_of_a_page_is_in_the_flow_once(page: Page) -> None:
    laid_out = lay_out((page,))
    kept_apart = " ".join(line.testo for line in laid_out.furniture)
    found = Counter(laid_out.flow.text.split()) + Counter(kept_apart.split())
    assert found == Counter(page.text.split())
