"""The pictures of the README, taken from a demo school: ``python3 run.py screenshots``.

Starts a demo of its own in a temporary folder, opens five pages as the principal, and writes them to
docs/images. The school comes from a seed, so the pictures change only when the pages do.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
PAGES = {
    "home": "/",
    "comparison": "/rooster/vergelijken/",
    "timetable": "/rooster/",
    "profile": "/profiel/",
    "workshops": "/workshops/",
}


def main() -> int:
    """Take every picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as driver:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        take(browser, address)
        browser.close()
    return 0


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo school, which is gone afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="stapsteen-screenshots-") as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "stapsteen", "demo", "--port", str(port)],
            env={**os.environ, "STAPSTEEN_DATA": folder, "DATABASE_URL": ""},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        try:
            process.stdout.readline()  # the address is told when the first page is ready
            yield f"http://localhost:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def take(browser: Browser, address: str) -> None:
    """Log in as the principal and photograph each page as a laptop shows it."""
    page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="nl-NL")
    page.goto(f"{address}/demo/")
    page.locator('form[action$="/principal/"] button').click()
    page.goto(address + PAGES["comparison"])
    # The worker is still planning four of the five organisations of the new school.
    while page.get_by_text("Er wordt nog gepland").count():
        page.wait_for_timeout(2000)
        page.reload()
    for name, path in PAGES.items():
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")
        print(IMAGES.relative_to(ROOT) / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
