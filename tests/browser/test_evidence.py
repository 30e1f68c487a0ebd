"""Writing down what one sees in a browser: by tap, by key and without JavaScript; looking it back and deciding."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.journey import log_in
from tests.browser.test_offline import GOAL, opened, queue, seen, tap
from tests.cast import cast, person_of
from tests.curriculum.goals import make_goal
from tests.learning.seen import goal_of_dina, works_on

from stapsteen.learning.models import Evidence

pytestmark = [pytest.mark.browser, pytest.mark.everywhere, pytest.mark.django_db(transaction=True)]


def test_two_taps_write_down_and_one_takes_back(page: Page, live_server):
    opened(page, live_server)
    tap(page, "Dina", "Met hulp")
    expect(queue(page, "sent")).to_have_count(1)
    expect(page.locator("#announcer")).to_contain_text(
        "Verstuurd: Dina · Telt tot twintig · Met hulp"
    )
    assert seen() == [("Dina", 2)]
    page.get_by_role("button", name=re.compile("Ongedaan maken: Dina")).click()
    expect(page.locator("#queued li")).to_have_count(0)
    page.wait_for_timeout(300)
    assert seen() == []


def test_by_key_alone_a_whole_group_is_written_down(page: Page, live_server):
    opened(page, live_server)
    page.get_by_role("link", name="Iedereen").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name=re.compile(GOAL)).focus()
    page.keyboard.press("Space")
    expect(page.locator("#ready")).to_have_text("Dina, Emre · Telt tot twintig")
    page.get_by_role("button", name="Ook elders").focus()
    page.keyboard.press("Enter")
    expect(queue(page, "sent")).to_have_count(1)
    assert seen() == [("Dina", 4), ("Emre", 4)]
    expect(page.locator("#ready")).to_contain_text("Dina, Emre · Telt tot twintig · Ook elders")
    for _step in range(4):
        page.keyboard.press("Shift+Tab")
    expect(page.locator("#undo-last")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#undo-last")).to_be_hidden()
    expect(page.locator(".level").first).to_be_focused()
    expect(page.locator("#queued li")).to_have_count(0)
    page.wait_for_timeout(300)
    assert seen() == []


def test_of_two_with_one_first_name_the_family_name_is_told(page: Page, live_server):
    emre = person_of(opened(page, live_server).classmate)
    emre.given_name, emre.family_name = "Dina", "Smit"
    emre.save()
    page.reload()
    for box in page.locator("[name=pupil]").all():
        box.check()
    expect(page.locator("#ready")).to_have_text("Dina, Dina Smit")


def test_without_javascript_one_observation_is_written_down(browser: Browser, live_server, axe):
    everybody = cast()
    goal_of_dina(everybody, GOAL)
    page = browser.new_context(java_script_enabled=False, locale="nl-NL").new_page()
    log_in(page, live_server, everybody.teacher)
    page.goto(f"{live_server.url}/zien/")
    tap(page, "Dina")
    expect(page.locator(".message-success")).to_contain_text("Dina: Telt tot twintig, zelf.")
    assert seen() == [("Dina", 3)]
    page.locator(".message-success button").click()
    assert seen() == []
    page.context.close()


def test_the_first_twelve_goals_are_in_sight_and_those_of_the_chosen_pupil_come_first(
    page: Page, live_server, axe
):
    everybody = cast()
    for number in range(14):
        works_on(person_of(everybody.classmate), make_goal(everybody.school, f"Doel {number}"))
    goal_of_dina(everybody, GOAL)
    log_in(page, live_server, everybody.teacher)
    page.goto(f"{live_server.url}/zien/")
    goals = page.locator("#worked li").locator("visible=true")
    expect(goals).to_have_count(12)
    page.get_by_label("Dina", exact=True).check()
    expect(goals.first).to_contain_text(GOAL)
    page.get_by_role("button", name="Toon alle 15 doelen").press("Enter")
    expect(goals).to_have_count(15)
    axe(page)


def test_a_goal_is_found_while_typing(page: Page, live_server):
    everybody = cast()
    make_goal(everybody.school, "Leest de klok op hele uren")
    log_in(page, live_server, everybody.teacher)
    page.goto(f"{live_server.url}/zien/")
    expect(page.locator("#find")).to_be_hidden()
    page.get_by_label("Zoek in alle doelen").press_sequentially("uren klok")
    page.get_by_role("radio", name=re.compile("Leest de klok")).check()
    page.get_by_label("Zoek in alle doelen").fill("vliegen")
    expect(page.locator("#nothing")).to_be_visible()
    page.get_by_label("Emre", exact=True).check()
    page.get_by_role("button", name="Nog niet").click()
    expect(queue(page, "sent")).to_have_count(1)
    assert seen() == [("Emre", 1)]


def test_a_teacher_decides_by_key_and_takes_it_back(page: Page, live_server, axe):
    everybody = opened(page, live_server)
    tap(page, "Dina", "Met hulp")
    expect(queue(page, "sent")).to_have_count(1)
    page.goto(f"{live_server.url}/zien/leerling/{person_of(everybody.pupil).pk}/")
    axe(page)
    page.get_by_text("Jij besluit").press("Enter")
    page.get_by_label("Reden").fill("Ze telde de hele klas.")
    axe(page)
    page.get_by_role("button", name="Kan het").press("Enter")
    expect(page.locator(".known")).to_have_text("laat het zien")
    page.get_by_role("button", name=re.compile("Neem terug: .* Beheerst")).press("Enter")
    expect(page.locator(".known")).not_to_have_text("laat het zien")
    assert seen() == [("Dina", 2)]


def test_a_pupil_taps_a_picture(page: Page, live_server, axe):
    everybody = cast()
    goal_of_dina(everybody, GOAL)
    log_in(page, live_server, everybody.pupil)
    page.goto(f"{live_server.url}/zien/zelf/")
    page.get_by_role("button", name="Het lukt goed").click()
    chosen = page.get_by_role("button", name=re.compile("Het lukt goed"))
    expect(chosen).to_have_attribute("aria-pressed", "true")
    axe(page)
    assert [(one.kind, one.value) for one in Evidence.objects.all()] == [("self", 3)]
