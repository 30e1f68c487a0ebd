"""Instruction groups in a real browser: a pupil moved by key alone, taken back, and by drag."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.journey import log_in
from tests.cast import cast
from tests.week.instruction.block import block_of, seat_of, twelve

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def opened(page: Page, live_server):
    """A block on the table; its first pupil, the group it is in and the other one."""
    everybody = cast()
    people = twelve(everybody)
    block = block_of(everybody, people)
    low, high, _alone = block.groups.all()
    log_in(page, live_server, everybody.teacher)
    page.goto(f"{live_server.url}/instructie/{block.pk}/")
    return block, people[0], low, high


def group(page: Page, one):
    return page.locator(f'[data-group="{one.pk}"]')


def pupil(page: Page, one):
    return page.locator(f'[data-pupil="{one.pk}"]')


def drag(page: Page, what: Locator, where: Locator) -> None:
    """Drag as a hand does: a little first, and then all the way."""
    start, end = what.bounding_box(), where.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 30, steps=4)
    page.mouse.move(end["x"] + 40, end["y"] + 40, steps=4)
    page.mouse.up()


def test_by_key_alone_a_pupil_goes_to_another_group_and_back(page: Page, live_server, axe):
    block, kid, low, high = opened(page, live_server)
    axe(page)
    pupil(page, kid).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#announcer")).to_contain_text(f"Je verplaatst {kid.first_name}")
    expect(group(page, low).locator("[data-here]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(group(page, high).locator("[data-here]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(pupil(page, kid)).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text("zit nu bij: Deelt met rest")
    expect(group(page, high).locator(f'[data-pupil="{kid.pk}"]')).to_be_visible()
    assert seat_of(block, kid).group == high
    axe(page)
    pupil(page, kid).focus()
    page.keyboard.press("Control+z")
    expect(group(page, low).locator(f'[data-pupil="{kid.pk}"]')).to_be_focused()
    assert seat_of(block, kid).group == low


def test_escape_lets_go_and_a_pupil_is_dragged(page: Page, live_server):
    block, kid, _low, high = opened(page, live_server)
    pupil(page, kid).focus()
    page.keyboard.press("Space")
    expect(pupil(page, kid)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(pupil(page, kid)).to_have_attribute("aria-pressed", "false")
    expect(page.locator("[data-here]")).to_have_count(0)
    drag(page, page.locator(f'[data-drag="{kid.pk}"]'), group(page, high))
    expect(group(page, high).locator(f'[data-pupil="{kid.pk}"]')).to_be_focused()
    assert seat_of(block, kid).group == high


def test_without_javascript_two_taps_do_the_same(browser, live_server):
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    block, kid, _low, high = opened(page, live_server)
    pupil(page, kid).click()
    group(page, high).locator("[data-here]").click()
    expect(page.locator(".messages")).to_contain_text("zit nu bij: Deelt met rest")
    assert seat_of(block, kid).group == high
    page.get_by_role("button", name="Ongedaan maken").click()
    assert seat_of(block, kid).group != high
    context.close()
