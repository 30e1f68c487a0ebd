"""Two taps when somebody is ill: who, and agreed. Then everybody sees the day as it goes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from icalendar import Calendar
from tests.cast import person_of
from tests.web.test_permissions import logged_in
from tests.week.changes.otherwise import ill, in_force, next_date, propose

from stapsteen.week.changes.actions import accept
from stapsteen.week.models import DayChange
from stapsteen.week.planning.calendar import calendar_of, open_feed

pytestmark = pytest.mark.django_db


def test_two_taps_from_the_report_to_the_changed_day():
    everybody = in_force()
    client = logged_in(everybody.principal)
    day = next_date(everybody.year).isoformat()
    page = client.get("/vandaag/melden/").content.decode()
    number = person_of(everybody.teacher).pk
    assert f'name="person" value="{number}"' in page
    asked = {"person": number, "starts": day, "ends": day, "part": "all"}
    response = client.post("/vandaag/melden/", asked)
    change = propose(DayChange.objects.get())
    assert response["Location"] == f"/vandaag/{change.pk}/"
    proposal = client.get(response["Location"]).content.decode()
    assert "Gijs" in proposal
    assert "Elke groep heeft iemand." in proposal
    client.post(f"/vandaag/{change.pk}/akkoord/")
    today = client.get("/vandaag/")
    assert b"Bram" in today.content
    assert f"undo:/vandaag/{change.pk}/terug/" in [m.extra_tags for m in today.context["messages"]]
    later = client.get("/vandaag/")
    assert not list(later.context["messages"])
    assert f'action="/vandaag/{change.pk}/terug/"' in later.content.decode()
    teacher = logged_in(everybody.colleague).get("/vandaag/").content.decode()
    assert "/terug/" not in teacher
    assert client.post(f"/vandaag/{change.pk}/terug/").status_code == 302
    assert "/terug/" not in logged_in(everybody.principal).get("/vandaag/").content.decode()
    assert b"Alles gaat zoals in het rooster staat." in client.get("/vandaag/").content


def test_who_takes_over_sees_what_is_otherwise_for_them():
    everybody = in_force()
    accept(ill(everybody, everybody.teacher), by=everybody.principal)
    page = logged_in(everybody.colleague).get("/vandaag/").content.decode()
    assert "Voor jou anders" in page
    assert "Weer terug" not in page


def test_the_timetable_of_that_week_shows_the_changed_day_and_no_other():
    everybody = in_force()
    change = ill(everybody, everybody.teacher)
    accept(change, by=everybody.principal)
    client = logged_in(everybody.principal)
    weekday = change.starts.isoweekday()
    week = f"/rooster/?whose=groups&week={change.starts}&day="
    next_week = f"/rooster/?whose=groups&week={change.starts + timedelta(days=7)}&day="
    assert "is-changed" in client.get(f"{week}{weekday}").content.decode()
    assert "is-changed" not in client.get(f"{week}{weekday % 5 + 1}").content.decode()
    assert "is-changed" not in client.get(f"{next_week}{weekday}").content.decode()


def test_a_parent_sees_who_takes_the_group_and_not_who_is_absent():
    everybody = in_force()
    accept(ill(everybody, everybody.teacher), by=everybody.principal)
    client = logged_in(everybody.guardian)
    assert client.get("/vandaag/").status_code == 403
    page = client.get(f"/rooster/?whose=person-{person_of(everybody.pupil).pk}").content.decode()
    assert "afwezig" not in page.lower()
    assert "is er niet" not in page


def test_the_calendar_of_the_colleague_has_the_lessons_of_that_date_and_the_other_has_none():
    everybody = in_force()
    change = ill(everybody, everybody.teacher)
    accept(change, by=everybody.principal)
    a_week_later = change.starts + timedelta(days=7)
    assert lessons_on(everybody.colleague, change.starts) > 0
    assert lessons_on(everybody.colleague, a_week_later) == 0
    assert lessons_on(everybody.teacher, change.starts) == 0
    assert lessons_on(everybody.teacher, a_week_later) > 0


def lessons_on(user, day) -> int:
    """How many lessons the calendar of somebody has on a date."""
    found = calendar_of(open_feed(person_of(user), by=user).token)
    assert found is not None
    return sum(day in dates_of(event) for event in Calendar.from_ical(found).walk("VEVENT"))


def dates_of(event):
    """The dates of an event, those of its repetition in the next two months included."""
    first = event["dtstart"].dt.date()
    if "rrule" not in event:
        return {first}
    until = event["rrule"]["until"][0].date()
    given = event.get("exdate") or []
    listed = given if isinstance(given, list) else [given]
    skipped = {moment.dt.date() for one in listed for moment in one.dts}
    weekly = (first + timedelta(days=7 * number) for number in range(60))
    return {one for one in weekly if one <= until} - skipped


def test_a_proposal_that_was_overtaken_is_made_again():
    everybody = in_force()
    early = ill(everybody, everybody.teacher)
    accept(ill(everybody, everybody.colleague), by=everybody.principal)
    response = logged_in(everybody.principal).post(f"/vandaag/{early.pk}/akkoord/")
    early.refresh_from_db()
    assert response["Location"] == f"/vandaag/{early.pk}/"
    assert (early.round, early.accepted_at) == (2, None)


@pytest.mark.parametrize("asked", [{"person": "x"}, {"person": "999"}, {"room": "999"}])
def test_somebody_who_is_not_there_is_not_found(asked):
    everybody = in_force()
    day = next_date(everybody.year).isoformat()
    response = logged_in(everybody.principal).post(
        "/vandaag/melden/", {**asked, "starts": day, "ends": day}
    )
    assert response.status_code == 404


def test_a_date_of_nonsense_is_refused_with_a_sentence():
    everybody = in_force()
    response = logged_in(everybody.principal).post(
        "/vandaag/melden/", {"person": person_of(everybody.teacher).pk, "starts": "morgen"}
    )
    assert response.status_code == 422
    assert re.search("Dat is geen datum", response.content.decode())


def test_the_team_to_choose_from_is_that_of_the_day_that_is_asked_for():
    everybody = in_force()
    accept(ill(everybody, everybody.teacher), by=everybody.principal)
    client = logged_in(everybody.principal)
    number = person_of(everybody.teacher).pk
    today = client.get("/vandaag/melden/").content.decode()
    assert re.search(rf'value="{number}" disabled', today)
    later = next_date(everybody.year) + timedelta(days=7)
    there = client.get(f"/vandaag/melden/?starts={later}").content.decode()
    assert re.search(rf'value="{number}" >', there)
    assert f'name="starts" value="{later}"' in there
    shown = client.post("/vandaag/melden/", {"show": "1", "starts": later.isoformat()})
    assert shown["Location"] == f"/vandaag/melden/?starts={later}"
    assert client.get("/vandaag/melden/?starts=morgen").status_code == 422
