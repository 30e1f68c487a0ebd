"""A real browser on a real server: Debian's Chromium, driven by playwright."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
# A colour on its way from light to dark is nobody's colour: what is looked at is the page at rest.
AT_REST = """() => Promise.allSettled(
    document.getAnimations().filter(one => one instanceof CSSTransition).map(one => one.finished)
)"""
# Of style sheets axe would read what they import, at addresses beside the page where they are not: each such answer
# may give a browser without cookies another token, and the form on the page then has the wrong one.
PRELOAD = {"assets": ["media"]}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is missing: sudo apt-get install chromium")
    return {"executable_path": chromium, "args": CHROMIUM_OPTIONS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


@pytest.fixture(autouse=True)
def clean_page(page: Page, live_server: Any) -> Iterator[None]:
    """A page that reports an error, or asks another server for something, fails its test."""
    faults: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # The browser itself notes each answer of 4xx; those are answers, not faults. What has no
        # address comes from axe, which the test puts into the page.
        ours = bool(message.location.get("url")) and "Failed to load resource" not in message.text
        if message.type == "error" and ours:
            faults.append(f"{message.text} {message.location}")

    def asked(request: Request) -> None:
        if not request.url.startswith((live_server.url, "data:", "blob:")):
            faults.append(f"a request to {request.url}")

    page.on("console", heard)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", asked)
    yield
    assert faults == []


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """``axe(page)`` fails with one readable line for each barrier on the page."""

    def check(page: Page) -> None:
        page.wait_for_load_state("load")
        page.evaluate(AT_REST)
        only = {"type": "tag", "values": WCAG}
        found = Axe().run(page, options={"runOnly": only, "preload": PRELOAD})
        barriers = [
            f"{violation['id']}: {violation['help']} at {node['target']} {node['html'][:160]}"
            for violation in found.response["violations"]
            for node in violation["nodes"]
        ]
        assert barriers == [], "\n".join(barriers)

    return check
