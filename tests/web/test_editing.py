"""The page on which a timetable is changed: what it answers to each question."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from tests.web.test_permissions import logged_in
from tests.week.versions.working import begun, crowded, now, places, week_of

from stapsteen.jobs.models import Job
from stapsteen.week.versions.actions import move_lesson

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def opened():
    everybody, version = begun()
    client = logged_in(everybody.principal)
    return everybody, version, client, f"/rooster/versies/{version.pk}/"


def test_a_move_answers_with_the_new_table_and_where_the_focus_goes():
    _everybody, version, client, page = opened()
    ((event, place),) = places(version, "free")
    asked = {"event": event, "time": place.time, "revision": 0}
    answer = client.post(f"{page}zet/", asked, headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    called = version.edits.get().renamed.get(event, event)
    assert answer.context["focus"] == called
    assert answer.context["page"].version.revision == 1


def test_without_javascript_a_move_leads_back_to_the_page():
    _everybody, version, client, page = opened()
    ((event, place),) = places(version, "free")
    asked = {"event": event, "time": place.time, "revision": 0, "view": "day-1"}
    answer = client.post(f"{page}zet/", asked)
    assert (answer.status_code, answer["Location"]) == (302, f"{page}?view=day-1")


def test_what_breaks_a_rule_is_422_with_the_way_to_do_it_all_the_same():
    _everybody, version, client, page = opened()
    ((event, place),) = places(version, "forbidden")
    asked = {"event": event, "time": place.time, "revision": 0}
    answer = client.post(f"{page}zet/", asked)
    assert answer.status_code == 422
    assert dict(answer.context["again"]) == {"event": event, "time": str(place.time)}
    answer = client.post(f"{page}zet/", {**asked, "force": "1"}, headers=HTMX)
    assert answer.status_code == 200
    assert answer.context["page"].costs.impossible


def test_who_is_second_gets_422_the_present_table_and_no_way_to_insist():
    everybody, version, client, page = opened()
    (one, first), (other, second) = places(version, "free", 2)
    move_lesson(version, one, time=first.time, revision=0, by=everybody.administrator)
    answer = client.post(f"{page}zet/", {"event": other, "time": second.time, "revision": 0})
    assert answer.status_code == 422
    assert "Chris heeft" in answer.content.decode()
    assert answer.context["again"] == ()
    assert answer.context["page"].version.revision == 1


def test_the_page_hears_of_a_colleague_and_is_left_alone_otherwise():
    everybody, version, client, page = opened()
    assert client.get(f"{page}?seen=0", headers=HTMX).status_code == 204
    ((event, place),) = places(version, "free")
    move_lesson(version, event, time=place.time, revision=0, by=everybody.administrator)
    answer = client.get(f"{page}?seen=0", headers=HTMX)
    assert answer.status_code == 200
    assert answer.context["said"].startswith("Chris heeft ")


def test_the_page_hears_that_nothing_better_was_found():
    _everybody, version, client, page = opened()
    asked = client.post(f"{page}rest/", {"revision": 0}, headers=HTMX)
    assert 'data-said="plant de rest"' in asked.content.decode()
    waiting = f"{page}?seen=0&rest"
    assert client.get(waiting, headers=HTMX).status_code == 204
    Job.objects.filter(key=now(version).rest_key).update(state="done", result={"moved": False})
    answer = client.get(waiting, headers=HTMX)
    assert 'data-said="niets beters gevonden"' in answer.content.decode()
    later = client.get(page, headers=HTMX)
    assert 'data-said=""' in later.content.decode()


def test_the_price_of_every_place_comes_as_data():
    _everybody, version, client, page = opened()
    ((event, place),) = places(version, "free")
    found = client.get(f"{page}plekken/", {"event": event}).json()
    assert found["revision"] == 0
    assert found["places"][str(place.time)][0] == "free"
    assert client.get(f"{page}plekken/", {"event": "nothing"}).status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"event": "x", "time": "1", "revision": "x"},
        {"event": "x", "time": "99999", "revision": "0"},
        {"event": "x", "time": "1", "need-0": "nobody", "need-x": "1", "revision": "0"},
    ],
)
def test_nonsense_is_refused_and_changes_nothing(asked):
    _everybody, version, client, page = opened()
    assert client.post(f"{page}zet/", asked).status_code == 422
    assert now(version).revision == 0


def test_a_published_version_is_not_edited_any_more():
    _everybody, version, client, page = opened()
    asked = {"name": "Herfst", "note": "", "starts": "nonsense", "revision": 0}
    assert client.post(f"{page}publiceren/", asked).status_code == 422
    day = version.run.year.ends.isoformat()
    assert client.post(f"{page}publiceren/", {**asked, "starts": day}).status_code == 302
    answer = client.get(page)
    assert (answer.status_code, answer["Location"]) == (302, "/rooster/versies/")
    answer = client.get(f"{page}?seen=0", headers=HTMX)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/rooster/versies/")
    timetable = client.get(f"/rooster/?plan={now(version).plan_id}")
    assert timetable.context["which"].name == "Herfst"
    for where in ("plekken/?event=x", "publiceren/"):
        assert client.get(page + where).status_code == 404
    assert client.get(f"{page}verschil/").status_code == 200


@pytest.mark.parametrize("revision", ["", "²", "nul", "-1"])
def test_a_revision_that_is_no_number_is_refused_and_changes_nothing(revision: str):
    _everybody, version, client, page = opened()
    ((event, place),) = places(version, "free")
    asked = {"event": event, "time": place.time, "revision": revision}
    assert client.post(f"{page}zet/", asked).status_code == 422
    assert not version.edits.exists()


@pytest.mark.parametrize("time", ["²", "nul", "-1", " ", "9" * 5000])
def test_a_time_that_is_none_of_the_week_is_refused_and_takes_nothing_away(time: str):
    _everybody, version, client, page = opened()
    ((event, _place),) = places(version, "free")
    answer = client.post(f"{page}zet/", {"event": event, "time": time, "revision": 0, "force": 1})
    assert answer.status_code == 422
    assert "Dat moment is er niet." in answer.content.decode()
    assert not version.edits.exists()


def test_a_lesson_is_taken_out_of_the_timetable_with_its_form():
    _everybody, version, client, page = opened()
    ((event, _place),) = places(version, "free")
    form = client.get(f"{page}les/", {"event": event}).content.decode()
    assert '<option value="none">' in form
    asked = {"event": event, "time": "none", "revision": 0, "force": 1}
    assert client.post(f"{page}zet/", asked).status_code == 302
    assert week_of(version).meet(version.edits.get().changes[-1]["event"]).time is None


def test_the_rest_is_asked_to_make_way_and_the_page_tells_how_that_stands():
    _everybody, version, client, page = opened()
    event, place = crowded(version)
    asked = {"event": event, "time": place.time, "revision": 0}
    refused = client.post(f"{page}zet/", asked)
    assert 'id="gently"' in refused.content.decode()
    answer = client.post(f"{page}zet/", {**asked, "gently": "1"}, headers=HTMX)
    assert (answer.status_code, answer.context["page"].rest_said) == (
        200, "zoekt wat het minst verandert",
    )  # fmt: skip
    why = [{"nl": "De gymzaal is vol.", "en": "The gym is full."}]
    Job.objects.update(state="done", result={"moved": False, "why": why})
    later = client.get(f"{page}?seen=0&rest", headers=HTMX).content.decode()
    assert "geen week gevonden waarin het past. De gymzaal is vol." in later


def test_after_a_move_with_a_price_the_gentler_way_is_offered():
    everybody, version, client, page = opened()
    event, place = crowded(version)
    assert 'id="gently"' not in client.get(page).content.decode()
    move_lesson(
        version, event, time=place.time, revision=0, by=everybody.principal, force=True
    )  # fmt: skip
    answer = client.get(page)
    assert 'id="gently"' in answer.content.decode()
    called = version.edits.get().renamed.get(event, event)
    assert answer.context["page"].gentler[:2] == (("event", called), ("time", str(place.time)))


@pytest.mark.parametrize("field", ["revision", "need-0", "need-" + "9" * 5000])
def test_numbers_of_thousands_of_digits_are_refused(field: str):
    _everybody, version, client, page = opened()
    ((event, place),) = places(version, "free")
    asked = {"event": event, "time": place.time, "revision": 0, field: "9" * 5000}
    form = "application/x-www-form-urlencoded"
    answer = client.post(f"{page}zet/", urlencode(asked), content_type=form)
    assert answer.status_code == 422
    assert not version.edits.exists()
    assert client.get(f"{page}?seen={'9' * 5000}", headers=HTMX).status_code == 200
