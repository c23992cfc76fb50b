"""`catalogue serve` in a real browser, on a catalogue of the samples and one of hostile texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from pipeline.catalogue.build import build
from tests.catalogue.made_up import azione, built, plan
from tests.catalogue.serve.serving import serving
from tests.cli.calls import call
from tests.places import SAMPLES

PATIENCE_MS = 90_000
"""The machine may be busy, or stopped for a while; a test that is right does not wait."""

expect.set_options(timeout=PATIENCE_MS)

LEFT = "net::ERR_ABORTED"
"""What was still loading when the browser went on to another page, or saved a file."""

EVIL = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
AS_EVIL = 'SELECT titolo AS "{}" FROM catalogo'.format(EVIL.replace('"', '""'))  # noqa: S608
HOSTILE = (
    EVIL,
    '"><svg onload=alert(1)>',
    "'; DROP TABLE interventi; --",
    '=HYPERLINK("http://example.com")',
    "{{ 7 * 7 }}{% raise %}",
    "javascript:alert(1)",
    "]]></title></textarea><b>",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server's, with the samples as sources."""
    folder = tmp_path_factory.mktemp("served")
    assert call(SAMPLES, "-o", folder / "out.json", "--ocr", "never").exit_code == 0
    build([str(folder / "out.json")], str(folder / "catalogue.db"))
    with serving(folder / "catalogue.db", "--sources", SAMPLES) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which anything that the console tells, or that fails to load, is a failure."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE_MS)
    opened = context.new_page()
    told: list[str] = []
    opened.on("console", lambda message: told.append(f"console: {message.text}"))
    opened.on("pageerror", lambda error: told.append(f"error: {error}"))
    opened.on("requestfailed", lambda request: told.append(f"{request.failure}: {request.url}"))
    opened.on("dialog", lambda dialog: told.append(f"dialog: {dialog.message}"))
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    elsewhere = [url for url in asked if not url.startswith("http://127.0.0.1:")]
    context.close()
    failed = [each for each in told if not each.startswith(LEFT)]
    assert (failed, elsewhere) == ([], [])


def test_from_a_search_to_the_page_of_the_act(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address)
    page.get_by_role("main").get_by_role("searchbox").fill("comunita educante")
    page.get_by_role("main").get_by_role("button", name="Cerca").click()
    expect(page.get_by_role("status")).to_contain_text("6 righe")
    expect(page.locator("tbody")).to_contain_text("COMUNITÀ EDUCANTE")

    page.locator("#facet-anno").get_by_role("link", name="2024").click()
    expect(page.get_by_role("status")).to_contain_text("anno è 2024")
    page.locator("#facet-voce").get_by_role("link", name="F0305").click()
    expect(page.get_by_role("status")).to_contain_text("2 righe")

    with page.expect_download() as downloaded:
        page.get_by_role("link", name="CSV").click()
    assert downloaded.value.suggested_filename == "catalogo.csv"
    found = list(csv.DictReader(io.StringIO(downloaded.value.path().read_text("utf-8"))))
    assert [row["titolo"] for row in found] == ["SERVIZIO DOPOSCUOLA"] * 2

    page.get_by_role("link", name="SERVIZIO DOPOSCUOLA").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("SERVIZIO DOPOSCUOLA")
    assert page.locator("figure image").count() >= 1
    marked_pages(page, tmp_path / "page.png")


def marked_pages(page: Page, file: Path) -> None:
    """The picture is there, and the title's box holds dark print and the field's colour."""
    box = page.locator("[id^=riquadro-titolo-] rect")
    page.locator("figure").first.scroll_into_view_if_needed()
    expect(box).to_be_visible()
    page.wait_for_load_state("networkidle")
    box.screenshot(path=file)
    colours = np.asarray(Image.open(file).convert("RGB"), int)
    assert (colours.max(axis=2) < 110).mean() > 0.02
    assert (colours[..., 2] - colours[..., 0] > 5).mean() > 0.5


def test_a_field_leads_to_its_box_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}/catalogo/catalogo?titolo=CONVENZIONI")
    page.locator("tbody").get_by_role("link", name="CONVENZIONI").first.click()
    page.locator("#campo-azioni").get_by_role("link").first.click()
    assert "#riquadro-azioni-" in page.url
    page.locator("[id^=riquadro-azioni-]").first.click()
    assert page.url.endswith("#campo-azioni")
    assert page.locator("#campo-azioni").evaluate("each => each.matches(':target')")


def test_a_text_file_shows_its_fields_in_place(page: Page, address: str) -> None:
    page.goto(f"{address}/catalogo/catalogo?path__endswith=2022/source.txt&titolo=Ben-Nasco")
    page.locator("tbody").get_by_role("link", name="Ben-Nasco").click()
    marked = page.locator(".print #riquadro-titolo-1")
    expect(marked).to_contain_text("Ben-Nasco")


def test_a_question_is_asked_with_its_form(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Scadenze in un periodo").click()
    page.get_by_label("al Ultimo giorno").fill("2023-12-31")
    page.get_by_role("button", name="Chiedi").click()
    expect(page.locator("main")).to_contain_text("Nessuna riga")
    page.get_by_label("al Ultimo giorno").fill("2024-12-31")
    page.get_by_role("button", name="Chiedi").click()
    expect(page.get_by_role("status")).to_contain_text("20 righe")


def test_rows_are_filtered_and_sorted_without_a_script(page: Page, address: str) -> None:
    page.goto(f"{address}/catalogo/documenti")
    page.get_by_label("Dove").select_option("pages")
    page.get_by_label("Confronto").select_option("≥")
    page.get_by_label("Valore").fill("6")
    page.get_by_label("Ordina per").select_option("pages")
    page.get_by_label("a scendere").check()
    page.get_by_role("button", name="Applica").click()
    expect(page.get_by_role("status")).to_contain_text("pages ≥ 6")
    assert page.locator("tbody tr td:nth-child(8)").all_text_contents() == ["18", "6"]
    page.get_by_role("link", name="pages ≥ 6").click()
    expect(page.get_by_role("status")).to_contain_text("6 righe")


def test_hostile_text_is_shown_and_does_nothing(page: Page, tmp_path: Path) -> None:
    interventi = (azione(text, descrizione=text) for text in HOSTILE)
    database, _ = built(tmp_path, plan("<b>.txt", EVIL, 2024, *interventi))
    with serving(database) as address:
        page.goto(f"{address}/catalogo/catalogo?_tutte=1")
        links = page.locator("tbody a[href^='/intervento/']:not(.id)")
        assert sorted(links.all_text_contents()) == sorted(HOSTILE)
        for position, text in enumerate(links.all_text_contents()):
            page.goto(f"{address}/catalogo/catalogo?_tutte=1")
            links.nth(position).click()
            expect(page.get_by_role("heading", level=1)).to_have_text(text)
            assert page.title() != "taken"
        page.goto(f"{address}/catalogo?{urlencode({'sql': AS_EVIL})}")
        assert page.locator("th").all_text_contents() == [EVIL]
        assert page.locator("tbody tr").count() == len(HOSTILE)
        assert page.locator("main img, main script, main svg").count() == 0


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        ("/catalogo/catalogo?_search=comunita&anno=2024", "light"),
        ("/catalogo/chiedi-scadenze?dal=2024-01-01", "light"),
        ("record", "light"),
        ("record", "dark"),
    ],
)
def test_everyone_can_use_it(browser: Browser, address: str, path: str, scheme: str) -> None:
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    if path == "record":
        page.goto(f"{address}/catalogo/catalogo?titolo=CONVENZIONI&path__endswith=.pdf")
        page.locator("tbody").get_by_role("link", name="CONVENZIONI").first.click()
    else:
        page.goto(address + path)
    results = Axe().run(page)
    report = results.generate_report() if results.violations_count else ""
    context.close()
    assert report == ""
