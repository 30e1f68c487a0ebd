"""The page of the year plan: what it shows, and that every change can be taken back."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from tests.web.addresses import World, world
from tests.web.test_permissions import logged_in

from stapsteen.school.models import DayOff
from stapsteen.week.models import Alternation, WeekChoice

pytestmark = pytest.mark.django_db
PAGE = "/school/jaar/"


@pytest.fixture
def here():
    with time_machine.travel(date(2026, 10, 5)):
        yield world()


def undo_of(response) -> str:
    """The address at which the last change can be taken back."""
    (message,) = response.context["messages"]
    return message.extra_tags.removeprefix("undo:")


def days() -> set[str]:
    return set(DayOff.objects.values_list("name", flat=True))


def test_a_region_is_one_tap_and_one_tap_takes_it_back(here: World):
    client = logged_in(here.everybody.principal)
    done = client.post(f"{PAGE}vakanties/", {"region": "south"}, follow=True)
    assert {"Vrij", "Kerstvakantie", "Tweede paasdag"} <= days()
    client.post(undo_of(done))
    assert days() == {"Vrij"}


def test_a_study_day_of_one_group_names_it(here: World):
    client = logged_in(here.everybody.principal)
    given = {
        "name": "Studiedag", "kind": "study_day", "starts": "2026-11-09",
        "groups": [here.everybody.group.pk],
    }  # fmt: skip
    text = client.post(f"{PAGE}dagen/", given, follow=True).content.decode()
    assert "voor Groep 5" in " ".join(text.split())
    assert DayOff.objects.get(name="Studiedag").ends == date(2026, 11, 9)


def test_a_day_without_a_date_is_told_beside_the_field(here: World):
    client = logged_in(here.everybody.principal)
    response = client.post(f"{PAGE}dagen/", {"name": "Studiedag", "kind": "study_day"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["starts"])


def test_what_was_taken_away_comes_back(here: World):
    client = logged_in(here.everybody.principal)
    off = DayOff.objects.get()
    done = client.post(f"{PAGE}{off.pk}/weg/", follow=True)
    assert days() == set()
    client.post(undo_of(done))
    assert days() == {"Vrij"}


def test_a_theme_week_stands_on_the_page_and_on_the_timetable_of_that_week(here: World):
    client = logged_in(here.everybody.principal)
    plan = here.arguments["planning:use"][0]
    given = {"monday": "2026-10-12", "weeks": "1", "theme": "Water", "plan": plan}
    done = client.post(f"{PAGE}week/", given, follow=True)
    assert WeekChoice.objects.values_list("monday", "theme", "plan").get() == (
        date(2026, 10, 12), "Water", plan
    )  # fmt: skip
    assert done.content.decode().count("<strong>Water</strong>") == 2  # the picture and the list
    pupil = logged_in(here.everybody.pupil)
    assert "Water" in pupil.get("/rooster/?week=2026-10-12").content.decode()
    assert "Water" not in pupil.get("/rooster/").content.decode()
    client.post(undo_of(done))
    assert not WeekChoice.objects.exists()


def test_weeks_alternate_until_somebody_stops_it(here: World):
    client = logged_in(here.everybody.principal)
    plan = here.arguments["planning:use"][0]
    client.post(f"{PAGE}om-de-week/", {"plan": plan, "monday": "2026-10-12"})
    text = client.get("/rooster/?week=2026-10-12").content.decode()
    assert "week B" in text
    client.post(f"{PAGE}om-de-week/", {"stop": "1"})
    assert not Alternation.objects.exists()


def test_a_change_that_was_overtaken_is_not_undone(here: World):
    client = logged_in(here.everybody.principal)
    done = client.post(f"{PAGE}vakanties/", {"region": "south"}, follow=True)
    client.post(f"{PAGE}vakanties/", {"region": "north"})
    assert client.post(undo_of(done)).status_code == 422
    assert DayOff.objects.get(name="Voorjaarsvakantie").region == "north"


def test_a_week_that_is_no_date_or_no_plan_of_the_school_is_not_there(here: World):
    client = logged_in(here.everybody.principal)
    for given in ({"monday": "gisteren"}, {"monday": "2026-10-12", "plan": "999999"}):
        assert client.post(f"{PAGE}week/", given).status_code == 404


def test_the_team_looks_and_does_not_change(here: World):
    client = logged_in(here.everybody.teacher)
    text = client.get(PAGE).content.decode()
    assert "Vrij" in text
    assert "Bewaar" not in text
    assert client.post(f"{PAGE}vakanties/", {"region": "south"}).status_code == 403
