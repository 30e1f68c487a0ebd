"""The year plan with the keyboard alone: tap a week, give it a theme, take it back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.browser.journey import log_in
from tests.web.addresses import world

from stapsteen.week.models import WeekChoice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_theme_week_is_made_and_undone_by_key(page: Page, live_server, axe) -> None:
    here = world()
    log_in(page, live_server, here.everybody.principal)
    page.goto(live_server.url + "/school/jaar/")
    page.locator("a.week-link").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Thema").focus()
    page.keyboard.type("Water")
    page.keyboard.press("Enter")
    expect(page.get_by_text("is bewaard")).to_be_visible()
    expect(page.locator(".week-note")).to_have_text("Water")
    axe(page)
    page.get_by_role("button", name="Ongedaan maken").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".week-note")).to_have_count(0)
    assert not WeekChoice.objects.exists()
