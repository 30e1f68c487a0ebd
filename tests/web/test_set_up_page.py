"""The set-up page shows what is, and saving it unchanged changes nothing."""

from __future__ import annotations

import re

import pytest
from tests.web.test_permissions import logged_in
from tests.week.planning.ready import ready

from stapsteen.school.actions import add_room
from stapsteen.school.models import Guidance, LessonSlot, RoomOpening, SubjectMinutes, WorkingDay

pytestmark = pytest.mark.django_db


def form_of(text: str, action: str) -> dict[str, list[str]]:
    """The fields of a form as a browser would send them."""
    (form,) = re.findall(rf'<form[^>]*action="{action}".*?</form>', text, re.DOTALL)
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        boxes = found.get("type") in {"checkbox", "radio"}
        if "name" in found and (not boxes or " checked" in tag):
            fields.setdefault(found["name"], []).append(found.get("value", ""))
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = [chosen[1] if chosen else ""]
    fields.pop("csrfmiddlewaretoken", None)
    return fields


@pytest.mark.parametrize(
    ("action", "table", "columns"),
    [
        (
            "/school/instellen/tijden/",
            LessonSlot,
            ("weekday", "starts", "ends", "kind", "supervisors"),
        ),
        ("/school/instellen/team/", WorkingDay, ("terms__person", "weekday", "part")),
        ("/school/instellen/groepen/", Guidance, ("staff", "group", "weekdays", "ends")),
        ("/school/instellen/minuten/", SubjectMinutes, ("subject", "year_group", "minutes")),
    ],
)
def test_saving_a_part_unchanged_changes_nothing_and_takes_the_mark_away(action, table, columns):
    everybody = ready()
    client = logged_in(everybody.principal)
    before = sorted(map(str, table.objects.values_list(*columns)))
    assumed = everybody.year.assumptions.count()
    fields = form_of(client.get("/school/instellen/").content.decode(), action)
    assert client.post(action, fields).status_code == 302
    assert sorted(map(str, table.objects.values_list(*columns))) == before
    assert everybody.year.assumptions.count() == assumed - 1


def test_the_gym_hall_shows_the_days_on_which_it_is_open():
    everybody = ready()
    gym = add_room(everybody.year, "Gymzaal", "gym", 40, by=everybody.principal)
    client = logged_in(everybody.principal)
    action = f"/school/instellen/gymzaal/{gym.pk}/"
    client.post(action, {"weekday": ["1", "4"], "starts": "09:00", "ends": "12:00"})
    fields = form_of(client.get("/school/instellen/").content.decode(), action)
    assert fields == {"weekday": ["1", "4"], "starts": ["09:00"], "ends": ["12:00"]}
    assert RoomOpening.objects.count() == 2


def test_nonsense_in_a_field_gets_a_sentence():
    everybody = ready()
    client = logged_in(everybody.principal)
    response = client.post("/school/instellen/minuten/", {"minutes-reading-5": "veel"})
    assert response.status_code == 422
    assert "veel is geen aantal minuten" in response.content.decode()
    assert client.post("/school/instellen/tijden/", {"starts": "8 uur"}).status_code == 422
