"""Moving lessons in a real browser: by key alone, by tap, by drag, by form, and two people at once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.journey import log_in
from tests.cast import Cast
from tests.week.versions import test_workshops as workshops
from tests.week.versions.working import begun, crowded, layout, now, places, week_of

from stapsteen.jobs.models import Job
from stapsteen.planner.organisation.moving import Place
from stapsteen.week.models import Edit, Version
from stapsteen.week.planning.actions import put_in_force
from stapsteen.week.versions.gently import move_gently

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ARROWS = ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight")


def open_page(page: Page, live_server, everybody: Cast, version: Version) -> None:
    log_in(page, live_server, everybody.principal)
    page.goto(f"{live_server.url}/rooster/versies/{version.pk}/")


def lesson(page: Page, event: str):
    return page.locator(f'[data-lesson][value="{event}"]')


def cell(page: Page, time: int | None):
    return page.locator(f'td[data-slot="{time}"]')


def a_move(version: Version, state: str = "free") -> tuple[str, Place]:
    ((event, place),) = places(version, state)
    return event, place


def expect_moved(page: Page, version: Version, event: str, place: Place) -> str:
    """The lesson stands at its new place and has the focus; the event it is called by now."""
    expect(page.locator("#edit")).to_have_attribute("data-revision", "1")
    edit = Edit.objects.get(version=version)
    called = str(edit.renamed.get(event, event))
    expect(cell(page, place.time).locator(f'[value="{called}"]')).to_be_focused()
    assert layout(version)[called][0] == place.time
    return called


def walk_to(page: Page, time: int | None) -> None:
    """Go with the arrows from the lesson in the hand to a slot: first to its day, then to its time."""
    target = cell(page, time)
    col, row = (int(target.get_attribute(name) or 0) for name in ("data-col", "data-row"))
    for _step in range(40):
        at = page.evaluate("document.activeElement.closest('td').dataset")
        if at["slot"] == str(time):
            return
        if int(at["col"]) != col:
            page.keyboard.press("ArrowRight" if int(at["col"]) < col else "ArrowLeft")
        else:
            page.keyboard.press("ArrowDown" if int(at["row"]) < row else "ArrowUp")
    raise AssertionError("the arrows do not lead there")


def test_by_key_alone_a_lesson_is_moved_taken_back_and_moved_again(page: Page, live_server, axe):
    everybody, version = begun()
    before = layout(version)
    event, place = a_move(version)
    open_page(page, live_server, everybody, version)
    axe(page)
    lesson(page, event).focus()
    page.keyboard.press("Enter")
    expect(lesson(page, event)).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#announcer")).to_contain_text("Je verplaatst")
    expect(page.locator(".is-free .price").first).to_contain_text("vrij")
    expect(page.locator(".is-forbidden .price").first).to_contain_text("kan niet")
    axe(page)  # which takes the focus away
    lesson(page, event).focus()
    walk_to(page, place.time)
    expect(page.locator("#announcer")).to_contain_text("Vrij")
    page.keyboard.press("Enter")
    called = expect_moved(page, version, event, place)
    expect(page.locator("#announcer")).to_contain_text("nu ")
    page.keyboard.press("Control+z")
    expect(page.locator("#announcer")).to_contain_text("Teruggedraaid")
    assert layout(version) == before
    page.keyboard.press("Control+y")
    expect(page.locator("#announcer")).to_contain_text("Opnieuw gedaan")
    assert layout(version)[called][0] == place.time


def test_escape_leaves_everything_as_it_was(page: Page, live_server):
    everybody, version = begun()
    event, place = a_move(version)
    open_page(page, live_server, everybody, version)
    lesson(page, event).focus()
    page.keyboard.press("Enter")
    walk_to(page, place.time)
    page.keyboard.press("Escape")
    expect(lesson(page, event)).to_be_focused()
    expect(lesson(page, event)).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#announcer")).to_have_text("Niet verplaatst.")
    expect(page.locator(".price")).to_have_count(0)
    assert now(version).revision == 0


def test_by_key_a_lesson_is_locked_and_unlocked(page: Page, live_server):
    everybody, version = begun()
    event, _place = a_move(version)
    open_page(page, live_server, everybody, version)
    lesson(page, event).focus()
    page.keyboard.press("l")
    expect(lesson(page, event)).to_contain_text("vast")
    expect(lesson(page, event)).to_be_focused()
    page.keyboard.press("l")
    expect(page.locator("#announcer")).to_contain_text("is los")
    assert not version.locks.exists()


def test_by_tap_first_the_lesson_then_the_place(page: Page, live_server, axe):
    everybody, version = begun()
    event, place = a_move(version)
    page.set_viewport_size({"width": 820, "height": 1180})
    open_page(page, live_server, everybody, version)
    lesson(page, event).click()
    expect(page.locator(".price").first).to_be_visible()
    cell(page, place.time).click(position={"x": 20, "y": 10})
    expect_moved(page, version, event, place)
    axe(page)


def test_by_drag(page: Page, live_server):
    everybody, version = begun()
    event, place = a_move(version)
    open_page(page, live_server, everybody, version)
    lesson(page, event).drag_to(cell(page, place.time))
    expect_moved(page, version, event, place)


def test_by_form_without_javascript(browser: Browser, live_server, axe):
    everybody, version = begun()
    event, place = a_move(version)
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    open_page(page, live_server, everybody, version)
    lesson(page, event).click()
    page.get_by_label("Dag en tijd").select_option(str(place.time))
    page.get_by_role("button", name="Verander").click()
    expect(page.locator("#edit")).to_have_attribute("data-revision", "1")
    edit = Edit.objects.get(version=version)
    assert layout(version)[str(edit.renamed.get(event, event))][0] == place.time
    context.close()


def test_what_cannot_be_says_why_and_is_put_down_by_who_insists(page: Page, live_server, axe):
    everybody, version = begun()
    event, place = a_move(version, "forbidden")
    open_page(page, live_server, everybody, version)
    lesson(page, event).click()
    expect(page.locator(".price").first).to_be_visible()
    cell(page, place.time).click(position={"x": 20, "y": 10})
    expect(page.locator("#refused")).to_be_focused()
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)
    assert now(version).revision == 0
    page.keyboard.press("Control+z")
    expect(page.locator("#announcer")).to_have_text("Er is niets om terug te draaien.")
    page.keyboard.press("Escape")
    expect(lesson(page, event)).to_be_focused()
    page.get_by_role("button", name="Toch neerzetten").click()
    expect(page.locator(".lesson.is-wrong, .duty.is-wrong").first).to_be_visible()
    expect(page.locator(".strip-bad")).to_be_visible()
    axe(page)
    assert week_of(version).evaluation.infeasibility > 0


def test_by_key_alone_the_rest_makes_way_and_that_is_taken_back(page: Page, live_server, axe):
    everybody, version = begun()
    before = layout(version)
    event, place = crowded(version)
    open_page(page, live_server, everybody, version)
    lesson(page, event).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".price").first).to_be_visible()
    walk_to(page, place.time)
    page.keyboard.press("Enter")
    expect(page.locator("#refused")).to_be_focused()
    axe(page)
    page.keyboard.press("s")
    expect(page.locator("#announcer")).to_contain_text("zoekt wat het minst verandert")
    job = Job.objects.get()
    result = move_gently(job.payload, lambda told: None, lambda: False)
    Job.objects.update(state="done", result=result)
    expect(page.locator("#announcer")).to_contain_text("de rest zo weinig mogelijk veranderd")
    assert week_of(version).evaluation.infeasibility == 0
    assert place.time in {layout(version)[one["event"]][0] for one in Edit.objects.get().changes}
    axe(page)
    page.keyboard.press("Control+z")
    expect(page.locator("#announcer")).to_contain_text("Teruggedraaid")
    assert layout(version) == before


def test_who_has_the_group_is_changed_in_its_dialog(page: Page, live_server, axe):
    everybody, version = begun()
    open_page(page, live_server, everybody, version)
    page.locator(".duty").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Wie")).to_be_visible()
    axe(page)
    dialog.get_by_role("button", name="Zet vast").click()
    expect(dialog).to_be_hidden()
    assert version.locks.get().event.startswith("duty/")


def test_of_two_browsers_the_second_is_told_and_writes_nothing_over(
    page: Page, browser: Browser, live_server
):
    everybody, version = begun()
    (one, first), (other, second) = places(version, "free", 2)
    open_page(page, live_server, everybody, version)
    context = browser.new_context(locale="nl-NL")
    colleague = context.new_page()
    log_in(colleague, live_server, everybody.administrator)
    colleague.goto(f"{live_server.url}/rooster/versies/{version.pk}/")
    lesson(page, one).click()
    cell(page, first.time).click(position={"x": 20, "y": 10})
    expect_moved(page, version, one, first)
    after = layout(version)
    lesson(colleague, other).click()
    cell(colleague, second.time).click(position={"x": 20, "y": 10})
    alert = colleague.get_by_role("alert")
    expect(alert).to_contain_text("Intussen is het rooster veranderd. Anouk heeft")
    assert layout(version) == after
    expect(colleague.locator("#edit")).to_have_attribute("data-revision", "1")
    lesson(colleague, other).click()
    cell(colleague, second.time).click(position={"x": 20, "y": 10})
    expect(colleague.locator("#edit")).to_have_attribute("data-revision", "2")
    context.close()


def test_a_version_is_published_and_who_it_concerns_reads_what_changes(
    page: Page, browser: Browser, live_server, axe
):
    everybody, version = begun()
    put_in_force(version.base, by=everybody.principal)
    event, place = a_move(version)
    open_page(page, live_server, everybody, version)
    lesson(page, event).click()
    cell(page, place.time).click(position={"x": 20, "y": 10})
    expect_moved(page, version, event, place)
    page.get_by_role("link", name="Publiceren").click()
    page.get_by_label("Naam").fill("Herfst")
    page.get_by_label("Waarom het verandert").fill("De gymzaal is dicht.")
    axe(page)
    page.get_by_role("button", name="Publiceren").click()
    expect(page.get_by_role("heading", name="Herfst")).to_be_visible()
    axe(page)
    context = browser.new_context(locale="nl-NL")
    child = context.new_page()
    log_in(child, live_server, everybody.pupil)
    child.goto(live_server.url)
    expect(child.get_by_text("is er iets veranderd in het rooster")).to_be_visible()
    expect(child.get_by_text("Dina")).not_to_have_count(0)
    axe(child)
    context.close()


def test_a_workshop_is_moved_by_key_alone(page: Page, live_server) -> None:
    everybody, version = workshops.begun()
    event, place = workshops.some_move(version)
    open_page(page, live_server, everybody, version)
    lesson(page, event).first.focus()
    page.keyboard.press("Enter")
    expect(cell(page, place.time)).to_have_class(re.compile(place.state))
    walk_to(page, place.time)
    page.keyboard.press("Enter")
    expect_moved(page, version, event, place)
