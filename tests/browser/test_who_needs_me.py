"""By key only: from a signal to its next step, a signal put aside and back, a conversation prepared and held."""

from __future__ import annotations

import pytest
from tests.browser.journey import log_in
from tests.cast import cast, person_of
from tests.learning.seen import goal_of_dina
from tests.signals.standing import day_ago, talked

from stapsteen.learning.models import Agreement, Conversation
from stapsteen.signals.models import Snooze

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_TABS = 90
FOCUSED = """() => {
    const one = document.activeElement;
    const label = one.labels && one.labels.length ? one.labels[0].textContent : '';
    return (label || one.textContent || one.name || '').replace(/\\s+/g, ' ').trim();
}"""


@pytest.fixture
def everybody():
    """Emre had no conversation this year, which began twelve weeks ago; Dina works on a goal."""
    found = cast()
    found.year.starts = day_ago(84)
    found.year.save()
    talked(found, person_of(found.pupil), days=5)
    goal_of_dina(found).held_by.update(starts=day_ago(3))
    return found


def tab_to(page, words: str) -> None:
    """Press Tab until what has the focus says this."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if words in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"no {words!r} within {MOST_TABS} tabs")


def press(page, words: str, key: str = "Enter") -> None:
    """Go to something with Tab, and press a key on it that leads to another page."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press(key)


def fits(page, axe) -> None:
    """No barriers in light and dark, and nothing sticks out on a phone."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        axe(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    axe(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_coach_goes_from_a_signal_to_its_next_step(page, live_server, axe, everybody):
    log_in(page, live_server, everybody.teacher)
    page.goto(live_server.url + "/")
    fits(page, axe)
    press(page, "Plan een gesprek: Emre")
    assert page.url == live_server.url + "/"
    assert page.get_by_text("Niemand heeft je nu nodig").is_visible()
    press(page, "Ongedaan maken")
    assert Conversation.objects.get(person=person_of(everybody.classmate)).state == "cancelled"


def test_a_signal_is_put_aside_and_back(page, live_server, axe, everybody):
    log_in(page, live_server, everybody.teacher)
    page.goto(live_server.url + "/")
    tab_to(page, "Leg opzij: Lang geen gesprek, Emre")
    page.keyboard.press("Enter")
    axe(page)
    tab_to(page, "Hoelang?")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Waarom kan het wachten?")
    page.keyboard.type("Er loopt al iets")
    press(page, "Laat rusten")
    assert Snooze.objects.get().until == day_ago(-14)
    page.goto(live_server.url + "/signalen/")
    tab_to(page, "1 signaal rust")
    page.keyboard.press("Enter")
    fits(page, axe)
    press(page, "Zet terug: Lang geen gesprek, Emre")
    assert page.get_by_text("Dit schooljaar was er nog geen gesprek.").is_visible()


def test_the_care_coordinator_sets_from_when_on(page, live_server, axe, everybody):
    log_in(page, live_server, everybody.care_coordinator)
    page.goto(live_server.url + "/signalen/")
    fits(page, axe)
    press(page, "Vanaf wanneer")
    fits(page, axe)


def test_a_conversation_is_prepared_and_held(page, live_server, axe, everybody):
    log_in(page, live_server, everybody.teacher)
    page.goto(live_server.url + "/gesprekken/")
    fits(page, axe)
    press(page, "Plan een gesprek met Dina")
    page.context.clear_cookies()
    log_in(page, live_server, everybody.pupil)
    page.goto(live_server.url + "/gesprekken/mijn/")
    fits(page, axe)
    for words in ("Hier ben ik trots op", "Ik kan: telt tot twintig."):
        tab_to(page, words)
        page.keyboard.press("Space")
    for label in page.locator("label.picture").all():
        box = label.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 64
    press(page, "Neem dit mee")
    axe(page)
    page.context.clear_cookies()
    log_in(page, live_server, everybody.teacher)
    talk = Conversation.objects.get(state="planned")
    page.goto(live_server.url + f"/gesprekken/{talk.pk}/")
    fits(page, axe)
    tab_to(page, "Hier ben ik trots op")
    page.keyboard.press("Space")
    tab_to(page, "Wat spreken jullie af?")
    page.keyboard.type("Elke dag lezen")
    press(page, "Bewaar: het gesprek is gevoerd")
    fits(page, axe)
    assert Agreement.objects.get().text == "Elke dag lezen"
    assert [one.discussed for one in talk.topics.all()] == [True, False]


def test_parents_see_the_day(page, live_server, axe, everybody):
    log_in(page, live_server, everybody.guardian)
    page.goto(live_server.url + "/gesprekken/thuis/")
    fits(page, axe)


def test_the_principal_sees_numbers(page, live_server, axe, everybody):
    log_in(page, live_server, everybody.principal)
    for address in ("/", "/signalen/"):
        page.goto(live_server.url + address)
        fits(page, axe)
