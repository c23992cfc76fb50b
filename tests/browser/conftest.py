"""A real browser for the tests of pages: Debian's Chromium, driven by Playwright, offline.

Playwright's own browsers are not downloaded; `.ci/run` installs Debian's package. The browser is
closed when this folder is done: while it is open the process has a running event loop, in which
`asyncio.run` of another test would fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright


@pytest.fixture(scope="package")
def chromium() -> str:
    """The path of Debian's Chromium; in CI its absence is a failure."""
    found = shutil.which("chromium")
    if found is None:
        reason = "Chromium is not installed: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """One headless browser for all tests of this folder; each opens its own context or page."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()
