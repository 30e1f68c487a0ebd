"""The learning lines in a real browser: by key, by tap, and without JavaScript."""

from __future__ import annotations

import pytest
from tests.browser.journey import log_in
from tests.cast import Cast, cast
from tests.curriculum.goals import make_goal

from stapsteen.curriculum.models import Goal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def everybody() -> Cast:
    return cast()


@pytest.fixture
def goals(everybody: Cast) -> list[Goal]:
    first = make_goal(everybody.school, "Telt", step=1, line="Getallen")
    second = make_goal(everybody.school, "Splitst", first, step=2, line="Getallen")
    return [first, second, make_goal(everybody.school, "Telt op", second, step=3, line="Optellen")]


def test_by_key_one_walks_over_the_stones_and_hears_what_lies_around(
    page, live_server, everybody, goals
):
    log_in(page, live_server, everybody.teacher)
    page.goto(live_server.url + "/leerlijnen/")
    page.locator(f"#stone-{goals[0].pk}").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#goal-card h3", has_text="Ik kan: splitst.").wait_for()
    assert page.evaluate("document.activeElement.id") == f"stone-{goals[1].pk}"
    assert page.locator(".step-stone[aria-current]").get_attribute("id") == f"stone-{goals[1].pk}"
    assert page.locator(".way.lit").count() == 2
    page.wait_for_function("document.getElementById('announcer').textContent.includes('Telt op')")
    assert page.url.endswith(f"doel={goals[1].pk}")


def test_without_javascript_a_stone_is_a_link_that_shows_the_same(
    browser, live_server, everybody, goals
):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        log_in(page, live_server, everybody.teacher)
        page.goto(live_server.url + "/leerlijnen/")
        page.locator(f"#stone-{goals[1].pk}").click()
        assert page.locator("#goal-card h3").inner_text() == "Ik kan: splitst."
        assert page.locator(".way.lit").count() == 2


def test_a_goal_is_changed_and_that_is_undone_from_the_message(page, live_server, everybody, goals):
    log_in(page, live_server, everybody.principal)
    page.goto(live_server.url + f"/leerlijnen/doel/{goals[1].pk}/wijzig/")
    page.get_by_label("Voor het team", exact=True).fill("Splitst tot tien")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("Splitst tot tien").first.wait_for()
    page.get_by_role("button", name="Ongedaan maken").click()
    page.get_by_text("alles is weer zoals het was").wait_for()
    assert page.locator(".lead").inner_text() == "Splitst"


def test_a_goal_is_spoken_in_with_the_microphone(browser_type, live_server, everybody, goals,
                                                 browser_type_launch_args):  # fmt: skip
    options = {**browser_type_launch_args}
    options["args"] = [*options["args"], "--use-fake-ui-for-media-stream",
                       "--use-fake-device-for-media-stream"]  # fmt: skip
    with browser_type.launch(**options) as browser:
        page = browser.new_page(locale="nl-NL")
        log_in(page, live_server, everybody.teacher)
        page.goto(live_server.url + f"/leerlijnen/doel/{goals[0].pk}/")
        page.get_by_text("Spreek dit doel in").click()
        page.get_by_role("button", name="Neem op").click()
        page.get_by_role("button", name="Stop met opnemen").wait_for()
        page.wait_for_timeout(500)
        page.get_by_role("button", name="Stop met opnemen").click()
        page.get_by_text("staat klaar om te bewaren").wait_for()
        page.get_by_role("button", name="Bewaar de opname").click()
        page.get_by_text("Leerlingen horen nu deze stem").wait_for()
        assert page.locator("audio").count() == 1
