"""Every page in light and dark, narrow and wide: no barriers, nothing sticks out."""

from __future__ import annotations

import pytest
from tests.browser.journey import log_in
from tests.web.addresses import address, names, world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PUPIL_PAGES = (
    "home",
    "workshops:mine",
    "evidence:mine",
    "route:mine",
    "planning:timetable",
    "planning:agenda",
    "about",
)
FRAGMENTS = {"planning:progress", "changes:progress", "changes:week_progress"}


def staff_pages(client, here) -> list[str]:
    found = []
    for name in names():
        response = client.get(address(here, name))
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            found.append(name)
    return [name for name in found if name not in FRAGMENTS]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_team_has_barriers_or_sticks_out(page, live_server, axe, client, scheme):
    here = world()
    client.force_login(
        here.everybody.principal, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    pages = staff_pages(client, here)
    assert len(pages) >= 14
    log_in(page, live_server, here.everybody.principal)
    page.emulate_media(color_scheme=scheme)
    for name in pages:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(live_server.url + address(here, name))
        axe(page)
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_a_pupil_has_barriers_or_small_targets(page, live_server, axe, scheme):
    here = world()
    log_in(page, live_server, here.everybody.classmate)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 820, "height": 1180})
    for name in PUPIL_PAGES:
        page.goto(live_server.url + address(here, name))
        axe(page)
    page.goto(live_server.url + address(here, "workshops:mine"))
    for button in page.locator("main button").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 64


def test_the_pages_before_one_is_in_have_no_barriers(page, live_server, axe):
    page.goto(live_server.url + "/account/login/")
    axe(page)
    page.goto(live_server.url + "/over/")
    axe(page)


def test_with_the_tab_key_one_reaches_the_content_first(page, live_server):
    here = world()
    log_in(page, live_server, here.everybody.teacher)
    page.goto(live_server.url + "/rooster/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ga naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
