"""A pupil walks its route: in three ways of reading, by key, by tap and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.browser.journey import log_in
from tests.cast import Cast, cast, person_of
from tests.curriculum.goals import make_goal
from tests.learning.policy import runs

from stapsteen.learning.actions.evidence import observe
from stapsteen.learning.actions.goals import set_own
from stapsteen.learning.models import PersonalGoal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHOOSE = re.compile("Kies ?: Ik kan: telt tot honderd.")
SIZES = ((360, 740), (820, 1180), (1440, 900))


def school() -> Cast:
    everybody = cast()
    runs(everybody, goals="pupil", content="own", pace="own_line")
    dina = person_of(everybody.pupil)
    needed = []
    for number, title in enumerate(("Telt tot tien", "Telt tot twintig", "Telt verder")):
        needed = [make_goal(everybody.school, title, *needed[-1:], step=6 + number)]
        observe(everybody.teacher, [dina], needed, 4 - number)
    make_goal(everybody.school, "Telt tot honderd", *needed, step=9)
    set_own(everybody.pupil, dina, "Een hut bouwen", "building")
    return everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_route_has_no_barriers_in_any_way_of_reading(page, live_server, axe, scheme):
    log_in(page, live_server, school().pupil)
    page.emulate_media(color_scheme=scheme)
    for reading in ("pictures", "short", "text"):
        page.goto(live_server.url + "/route/")
        page.locator(f"button[name=reading][value={reading}]").click()
        expect(page.locator(f".reading-{reading}")).to_be_visible()
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            axe(page)
    for button in page.locator(".route .tread button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 64


def test_by_key_a_stone_is_chosen_and_taken_back(page, live_server):
    everybody = school()
    log_in(page, live_server, everybody.pupil)
    page.goto(live_server.url + "/route/")
    choice = page.get_by_role("button", name=CHOOSE)
    choice.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[aria-current=step]")).to_contain_text("telt tot honderd")
    expect(page.locator("[aria-current=step]")).to_be_focused()
    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_in_viewport()
    page.get_by_role("button", name="Ongedaan maken").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=CHOOSE)).to_be_visible()


def test_without_javascript_a_stone_is_chosen_and_nothing_dead_is_shown(browser, live_server):
    everybody = school()
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    log_in(page, live_server, everybody.pupil)
    page.goto(live_server.url + "/route/")
    expect(page.locator("button.speak:visible")).to_have_count(0)
    page.get_by_role("button", name=CHOOSE).click()
    expect(page.locator("[aria-current=step]")).to_contain_text("telt tot honderd")
    context.close()
    assert PersonalGoal.objects.get(goal__title="Telt tot honderd").state == "chosen"


def test_a_stone_is_read_aloud_when_it_is_asked_for_and_not_before(page, live_server):
    log_in(page, live_server, school().pupil)
    page.add_init_script(
        "window.spoken = []; speechSynthesis.speak = (text) => window.spoken.push(text.text);"
    )
    page.goto(live_server.url + "/route/")
    assert page.evaluate("window.spoken") == []
    page.get_by_role("button", name=re.compile("Lees voor: Ik kan: telt tot honderd.")).click()
    assert page.evaluate("window.spoken") == ["Ik kan: telt tot honderd."]
