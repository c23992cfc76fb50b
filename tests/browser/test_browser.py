"""The browser of these tests is there, and opens a page."""

from playwright.sync_api import Browser


def test_the_browser_opens_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<title>Prova</title>")
    assert page.title() == "Prova"
    page.close()
