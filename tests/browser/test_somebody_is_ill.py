"""Somebody is ill: reported, looked at, agreed and taken back, with the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.journey import log_in
from tests.cast import person_of
from tests.week.changes.otherwise import in_force, propose

from stapsteen.week.models import DayChange

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press_until(page: Page, name: str) -> None:
    """Go on with the tab key until the thing with this name has the focus, and press Enter."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if name in (page.evaluate("document.activeElement.textContent") or "").strip():
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} cannot be reached with the tab key")


def test_two_presses_arrange_the_day_and_one_takes_it_back(page, live_server, axe):
    everybody = in_force()
    log_in(page, live_server, everybody.principal)
    page.goto(live_server.url + "/vandaag/")
    axe(page)
    press_until(page, "Meld wie er niet is")
    page.wait_for_url("**/vandaag/melden/")
    axe(page)
    press_until(page, str(person_of(everybody.teacher)))
    page.wait_for_url(re.compile(r"/vandaag/\d+/$"))
    propose(DayChange.objects.get())  # what the worker does in a few seconds
    expect(page.get_by_role("button", name="Akkoord")).to_be_visible()
    expect(page.get_by_role("cell", name="Gijs").first).to_be_visible()
    axe(page)
    press_until(page, "Akkoord")
    expect(page.get_by_role("heading", name="Niet aanwezig")).to_be_visible()
    axe(page)
    press_until(page, "Ongedaan maken")
    expect(page.get_by_text("Alles gaat zoals in het rooster staat.")).to_be_visible()
    assert DayChange.objects.get().taken_back_at is not None
