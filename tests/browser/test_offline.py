"""A tablet that loses its network: what was seen is kept, arrives once, and is of who wrote it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.journey import log_in
from tests.cast import Cast, cast, give, make_person, person_of, place
from tests.learning.seen import goal_of_dina

from stapsteen.learning.models import Evidence
from stapsteen.school.models import Guidance, RoleKind

pytestmark = [pytest.mark.browser, pytest.mark.everywhere, pytest.mark.django_db(transaction=True)]
GOAL = "Telt tot twintig"
NAMES = "caches.open('stapsteen-kept').then(async (place) => (await Promise.all((await place.matchAll()).map((one) => one.text()))).some((text) => text.includes('Dina')))"
WRITTEN = """new Promise((resolve) => {
  const request = indexedDB.open('stapsteen-written');
  request.onsuccess = () => {
    const rows = request.result.transaction('rows').objectStore('rows').getAll();
    rows.onsuccess = () => { resolve(rows.result); request.result.close(); };
  };
})"""


def opened(page: Page, live_server, more: int = 0) -> Cast:
    """The page of the teacher, kept by the browser; with more pupils in the group."""
    everybody = cast()
    goal_of_dina(everybody, GOAL)
    for number in range(more):
        kind = make_person(everybody.school, f"Kind {number}", RoleKind.PUPIL)
        place(kind, everybody.group, "5")
    log_in(page, live_server, everybody.teacher)
    open_page(page, live_server)
    return everybody


def open_page(page: Page, live_server) -> None:
    page.goto(f"{live_server.url}/zien/")
    page.evaluate("navigator.serviceWorker.ready")
    until(page, NAMES)


def until(page: Page, holds: str) -> None:
    """Wait for something that only a script can see; the pages allow no script of a text."""
    for _time in range(100):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    raise AssertionError(holds)


def until_told(page: Page, told: list[str], text: str) -> None:
    """Wait until a dialog said something."""
    for _time in range(100):
        if told and text in told[-1]:
            return
        page.wait_for_timeout(50)
    raise AssertionError(told)


def tap(page: Page, pupil: str, level: str = "Zelf") -> None:
    page.get_by_label(pupil, exact=True).check()
    page.get_by_role("radio", name=re.compile(GOAL)).check()
    page.get_by_role("button", name=level, exact=True).click()


def queue(page: Page, state: str):
    return page.locator(f"#queued .is-{state}")


def seen() -> list[tuple[str, float]]:
    rows = Evidence.objects.filter(withdrawn_at__isnull=True)
    return sorted((one.person.given_name, one.value) for one in rows.select_related("person"))


def test_ten_observations_without_a_network_survive_a_reload_and_arrive_once_each(
    page: Page, live_server, axe
):
    opened(page, live_server, more=10)
    names = [f"Kind {number}" for number in range(10)]
    page.context.set_offline(True)
    for name in names[:5]:
        tap(page, name)
    expect(page.locator("#connection")).to_contain_text("Geen verbinding")
    page.reload()
    expect(queue(page, "waiting")).to_have_count(5)
    for name in names[5:]:
        tap(page, name)
    expect(page.locator("#sum")).to_have_text(re.compile(r"Wacht op verbinding:\s*10"))
    axe(page)
    page.close()
    page = page.context.new_page()
    page.goto(f"{live_server.url}/zien/")
    expect(queue(page, "waiting")).to_have_count(10)
    assert Evidence.objects.count() == 0
    page.context.set_offline(False)
    expect(queue(page, "sent")).to_have_count(10, timeout=20_000)
    expect(page.locator("#sum")).to_have_text(re.compile("Alles is aangekomen"))
    assert seen() == [(name, 3) for name in names]
    axe(page)
    page.reload()
    expect(queue(page, "sent")).to_have_count(10)
    assert Evidence.objects.count() == 10


def test_an_answer_that_gets_lost_makes_no_second_observation(page: Page, live_server):
    opened(page, live_server)
    answers = []

    def lose_the_first(route):
        answers.append(route.fetch())
        if len(answers) > 1:
            route.fulfill(response=answers[-1])
        else:
            route.abort()

    page.context.route("**/zien/stuur/", lose_the_first)
    tap(page, "Emre")
    expect(queue(page, "waiting")).to_have_count(1)
    expect(page.locator("#connection")).to_be_visible()
    assert seen() == [("Emre", 3)]
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(queue(page, "sent")).to_have_count(1)
    assert len(answers) == 2
    assert Evidence.objects.count() == 1


def test_what_is_refused_says_why_and_is_not_tried_for_ever(page: Page, live_server, axe):
    everybody = opened(page, live_server)
    asked = []
    page.on("request", lambda request: "/stuur/" in request.url and asked.append(request.url))
    Guidance.objects.all().delete()
    tap(page, "Dina")
    refused = queue(page, "refused")
    expect(refused).to_contain_text("Je begeleidt deze leerling niet. Vraag wie de leerling")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    assert len(asked) == 1
    axe(page)
    give(person_of(everybody.teacher), everybody.group)
    refused.get_by_role("button", name="Probeer opnieuw").click()
    expect(queue(page, "sent")).to_have_count(1)
    assert seen() == [("Dina", 3)]


def test_what_the_server_stumbles_over_three_times_stands_still_and_the_rest_goes_on(
    page: Page, live_server
):
    opened(page, live_server)
    answers = []

    def stumble(route):
        answers.append(500 if len(answers) < 3 else 200)
        if answers[-1] == 500:
            route.fulfill(status=500, body="")
        else:
            route.continue_()

    page.context.route("**/zien/stuur/", stumble)
    tap(page, "Dina")
    expect(page.locator("#connection")).to_be_visible()
    tap(page, "Emre")
    expect(queue(page, "refused")).to_contain_text(
        "Bij de school ging iets mis, drie keer.", timeout=20_000
    )
    expect(queue(page, "sent")).to_contain_text("Emre")
    assert seen() == [("Emre", 3)]
    assert answers == [500, 500, 500, 200]
    queue(page, "refused").get_by_role("button", name="Probeer opnieuw").click()
    expect(queue(page, "sent")).to_have_count(2)


def test_after_signing_out_no_name_is_left_and_the_next_sends_nothing_of_the_first(
    page: Page, live_server
):
    everybody = opened(page, live_server)
    page.context.set_offline(True)
    tap(page, "Dina")
    expect(queue(page, "waiting")).to_have_count(1)
    leave = page.locator("form[data-sign-out] button").locator("visible=true")
    asked: list[str] = []
    heads: list[str] = []

    def refuse(dialog):
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.on("request", lambda sent: sent.method == "HEAD" and heads.append(sent.url))
    leave.click()
    until_told(page, asked, "Geen verbinding met de school")
    assert page.evaluate("caches.has('stapsteen-kept')")
    page.context.route("**/zien/deur/", lambda route: route.abort())
    page.context.set_offline(False)
    leave.click()
    until_told(page, asked, "gaan pas mee als jij hier weer inlogt")
    expect(page.locator("body")).not_to_have_attribute("data-viewer", "")
    page.remove_listener("dialog", refuse)
    page.once("dialog", lambda dialog: dialog.accept())
    leave.click()
    expect(page.locator("body")).to_have_attribute("data-viewer", "")
    # Whether the school answers is asked for a file: a page of a pupil would be written down as opened.
    assert len(heads) == 3
    assert all("/static/js/viewer" in one for one in heads)
    until(page, "caches.has('stapsteen-kept').then((there) => !there)")
    assert Evidence.objects.count() == 0
    assert "Dina" not in str(page.evaluate(f"{WRITTEN}.then((rows) => JSON.stringify(rows))"))
    page.context.unroute("**/zien/deur/")

    log_in(page, live_server, everybody.care_coordinator)
    page.goto(f"{live_server.url}/zien/")
    expect(page.locator("#of-others")).to_be_visible()
    expect(page.locator("#queued li")).to_have_count(0)
    assert Evidence.objects.count() == 0

    log_in(page, live_server, everybody.teacher)
    page.goto(f"{live_server.url}/zien/")
    expect(queue(page, "sent")).to_contain_text("Dina")
    assert [(one.by, one.value) for one in Evidence.objects.all()] == [(everybody.teacher, 3)]


def test_other_pages_tell_that_something_waits(page: Page, live_server):
    opened(page, live_server)
    page.context.route("**/zien/deur/", lambda route: route.abort())
    tap(page, "Dina")
    expect(queue(page, "waiting")).to_have_count(1)
    page.goto(f"{live_server.url}/rooster/")
    expect(page.locator("#written-here")).to_be_visible()
    page.context.unroute("**/zien/deur/")
    page.locator("#written-here a").click()
    expect(queue(page, "sent")).to_have_count(1)
    page.goto(f"{live_server.url}/rooster/")
    expect(page.locator("#written-here")).to_be_hidden()
