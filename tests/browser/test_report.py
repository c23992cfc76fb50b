"""The report in a real browser: for all readers, in light, in the dark, on paper, offline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from pipeline.catalogue.report import report
from pipeline.catalogue.store import open_to_read
from schemas.taxonomy import taxonomies
from tests.catalogue.made_up import azione, built, issue, plan, unreadable
from tests.catalogue.report_page import HOSTILE

Scheme = Literal["light", "dark"]
Open = Callable[..., Page]

CODES = [entry.code for entry in taxonomies().editions["2"].entries][::5]
NAMES = [f"Cooperativa sociale per la famiglia e il territorio numero {n}" for n in range(12)]
OVERLAPS = """
() => [...document.querySelectorAll("svg")].flatMap(svg => {
  const texts = [...svg.querySelectorAll("text:not([transform])")]
    .filter(text => text.firstChild && text.firstChild.nodeType === 3)
    .map(text => [text.firstChild.data, text.getBoundingClientRect()]);
  const box = svg.getBoundingClientRect();
  const found = texts.filter(([, at]) =>
    at.left < box.left - 1 || at.right > box.right + 1 || at.bottom > box.bottom + 1 ||
    at.top < box.top - 2).map(([name]) => "outside: " + name);
  texts.forEach(([name, one], place) => texts.slice(place + 1).forEach(([other, two]) => {
    if (one.left < two.right - 1 && two.left < one.right - 1 &&
        one.top < two.bottom - 3 && two.top < one.bottom - 3)
      found.push(name + " over " + other);
  }));
  return found;
})
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A report with many bodies, years and organisations, and with texts that mean harm."""
    folder = tmp_path_factory.mktemp("report")
    bodies = [f"Comune di prova con un nome lungo {place}" for place in range(5)]
    documents = [
        plan(
            f"{place}/{year}.txt",
            body,
            year,
            *(
                azione(
                    f"Azione {place} {order}",
                    CODES[(place * 7 + order * 5 + year) % len(CODES)],
                    by=[NAMES[(place + order) % 12], NAMES[(place * order) % 12]],
                )
                for order in range(1 + place % 7)
            ),
            issues=(issue("CNT001"), issue("ORG001")),
        )
        for place, body in enumerate([*bodies, *HOSTILE])
        for year in range(2012, 2025, 1 + place % 3)
    ]
    documents += [
        plan(f"{text}.txt", text, 2024, azione(text, CODES[0], by=[text, f"{text} due"] * 3))
        for text in HOSTILE
    ]
    return written(folder, *documents, unreadable("<script>.pdf"))


def written(folder: Path, *documents: Any) -> str:
    """The address of a report on these documents."""
    out = folder / "report.html"
    with open_to_read(str(built(folder, *documents)[0])) as connection:
        report(connection, str(out))
    return out.as_uri()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens a page; at the end nothing was said on the console, and nothing was asked for."""
    told: list[str] = []
    contexts = []

    def open_page(address: str, scheme: Scheme = "light", width: int = 1200) -> Page:
        viewport = {"width": width, "height": 900}
        context = browser.new_context(color_scheme=scheme, viewport=viewport)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", lambda dialog: told.append(dialog.message))
        page.on(
            "request",
            lambda asked: None if asked.url == address else told.append(f"asked for {asked.url}"),
        )
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert told == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened: Open, address: str, scheme: Scheme) -> None:
    page = opened(address, scheme)
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert len(found.response["passes"]) > 20


def test_axe_finds_nothing_in_an_empty_report(opened: Open, tmp_path: Path) -> None:
    found = Axe().run(opened(written(tmp_path)))
    assert found.violations_count == 0, found.generate_report()


def test_axe_would_find_something(opened: Open, address: str) -> None:
    page = opened(address)
    page.locator("svg").first.evaluate("svg => svg.removeAttribute('aria-labelledby')")
    page.locator("svg > title").first.evaluate("title => title.remove()")
    page.locator("html").evaluate("html => html.removeAttribute('lang')")
    rules = {"runOnly": ["html-has-lang", "svg-img-alt"]}
    found = {each["id"] for each in Axe().run(page, options=rules).response["violations"]}
    assert found == {"html-has-lang", "svg-img-alt"}


def test_everything_is_reached_by_keyboard(opened: Open, address: str) -> None:
    page = opened(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Vai al contenuto"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenuto"
    page = opened(address)
    reached = []
    for _ in range(200):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.tagName"))
        if reached[-1] == "SUMMARY" and reached.count("SUMMARY") == 1:
            page.keyboard.press("Enter")
            assert page.locator("details[open] table").first.is_visible()
            outline = "getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(outline) == "solid"
        if reached[-1] == "BODY":
            break
    assert reached.count("SUMMARY") == page.locator("summary").count()
    assert reached.count("A") == page.locator("a").count()


@pytest.mark.parametrize("width", [1200, 700])
def test_labels_do_not_lie_over_each_other(opened: Open, address: str, width: int) -> None:
    assert opened(address, width=width).evaluate(OVERLAPS) == []


def test_a_narrow_window_scrolls_charts_and_not_the_page(opened: Open, address: str) -> None:
    page = opened(address, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    scrolls = "each => each.scrollWidth > each.clientWidth"
    assert page.locator("figure .scroll").first.evaluate(scrolls)


def test_on_paper_the_tables_are_open_and_the_page_is_white(opened: Open, address: str) -> None:
    page = opened(address, "dark")
    table = page.locator("table").first
    assert not table.is_visible()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert dark != "rgb(255, 255, 255)"
    assert table.evaluate("each => each.getBoundingClientRect().height") > 100
    assert not page.locator("summary").first.is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_texts_that_mean_harm_do_nothing(opened: Open, address: str) -> None:
    page = opened(address)
    assert page.title() == "Relazione sul catalogo degli interventi"
    assert page.locator("script, img, iframe, object, embed, [onload], [onerror]").count() == 0
    assert page.locator("svg").count() == page.locator("figure").count()
    assert page.get_by_text("<script>document.title='run'</script>").count() > 0
