"""The pages on which one writes down what one sees: what they offer, to whom, and what they answer."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cast import cast, give, make_group, make_person, person_of, place
from tests.curriculum.goals import make_goal, make_subject
from tests.learning.seen import JPEG, goal_of_dina, photo, works_on
from tests.web.test_permissions import logged_in

from stapsteen.learning.actions.evidence import decide, observe
from stapsteen.learning.models import Evidence
from stapsteen.school.models import RoleKind
from stapsteen.web.evidence.choosing import seal_of

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def begun(who="teacher"):
    everybody = cast()
    return everybody, goal_of_dina(everybody), logged_in(getattr(everybody, who))


def asked(everybody, goal, **more):
    dina = person_of(everybody.pupil).pk
    return {"pupil": [dina], "goal": goal.pk, "level": 3, "key": uuid4(), **more}


def test_the_page_offers_the_pupils_one_guides_and_the_goals_they_work_on():
    _everybody, goal, client = begun()
    page = client.get("/zien/")
    assert [one.first_name for one in page.context["place"].pupils] == ["Dina", "Emre"]
    assert [one.goal for one in page.context["worked_on"]] == [goal]


@pytest.mark.parametrize("who", ["colleague", "principal"])
def test_who_guides_nobody_reads_that_and_is_offered_no_names(who):
    _everybody, _goal, client = begun(who)
    page = client.get("/zien/").content.decode()
    assert "Er zijn hier geen leerlingen die jij begeleidt" in page
    assert "Dina" not in page


def test_without_javascript_a_whole_group_is_written_down_and_taken_back():
    everybody, goal, client = begun()
    page = client.get(f"/zien/?groep={everybody.group.pk}&iedereen")
    chosen = page.context["filled"].pupils
    assert len(chosen) == 2
    fields = asked(everybody, goal, pupil=chosen, note="In de kring.")
    answer = client.post(f"/zien/?groep={everybody.group.pk}", fields, follow=True)
    assert "2 leerlingen: Telt tot twintig, zelf." in answer.content.decode()
    assert [one.note for one in Evidence.objects.all()] == ["In de kring."] * 2
    client.post(f"/zien/terug/{fields['key']}/")
    assert not Evidence.objects.filter(withdrawn_at__isnull=True).exists()


def test_what_is_missing_is_said_and_what_was_filled_in_stays():
    everybody, goal, client = begun()
    answer = client.post("/zien/", asked(everybody, goal, pupil=[], note="Half af"))
    assert answer.status_code == 422
    assert "Er is nog geen leerling gekozen." in answer.content.decode()
    assert answer.context["filled"].note == "Half af"
    assert Evidence.objects.count() == 0


def test_a_goal_that_nobody_works_on_is_found_by_its_words():
    everybody, _goal, client = begun()
    there = make_goal(everybody.school, "Leest de klok op hele uren")
    page = client.post("/zien/", {"search": "klok uren", "find": "1"})
    assert page.context["results"] == [there]
    page = client.post("/zien/", {"search": "vliegen", "find": "1"})
    assert "Geen doel gevonden" in page.content.decode()


def test_the_queue_of_a_device_sends_one_observation_twice_and_it_is_there_once():
    everybody, goal, client = begun()
    fields = asked(everybody, goal, who=everybody.teacher.pk, age=3600)
    for _time in range(2):
        answer = client.post("/zien/stuur/", fields, headers=JSON)
        assert (answer.status_code, answer.json()) == (200, {"message": "Verstuurd"})
    ago = timezone.now() - Evidence.objects.get().at
    assert round(ago.total_seconds() / 60) == 60


def test_the_queue_of_one_is_not_sent_under_the_log_in_of_another():
    everybody, goal, client = begun("care_coordinator")
    assert client.get("/zien/deur/").json()["who"] == str(everybody.care_coordinator.pk)
    fields = asked(everybody, goal, who=everybody.teacher.pk)
    assert client.post("/zien/stuur/", fields, headers=JSON).status_code == 409
    assert Evidence.objects.count() == 0


def test_the_queue_is_told_why_something_is_refused_and_what_to_do():
    everybody, goal, client = begun("colleague")
    fields = asked(everybody, goal, who=everybody.colleague.pk)
    answer = client.post("/zien/stuur/", fields, headers=JSON)
    assert answer.status_code == 422
    assert answer.json() == {
        "message": "Je begeleidt deze leerling niet.",
        "advice": "Vraag wie de leerling begeleidt om het op te schrijven.",
    }


def test_a_photo_comes_with_it_and_opening_it_is_written_down():
    everybody, goal, client = begun()
    file = SimpleUploadedFile("IMG.jpg", JPEG, "image/jpeg")
    client.post("/zien/stuur/", asked(everybody, goal, who=everybody.teacher.pk, photo=file))
    kept = Evidence.objects.get().media.get()
    answer = client.get(f"/zien/bestand/{kept.pk}/")
    assert (answer.content, answer["Content-Type"]) == (JPEG, "image/jpeg")
    part = client.get(f"/zien/bestand/{kept.pk}/", headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.content) == (206, JPEG[:2])
    assert person_of(everybody.pupil).file_openings.filter(by=everybody.teacher).exists()
    assert logged_in(everybody.classmate).get(f"/zien/bestand/{kept.pk}/").status_code == 404


def test_parents_see_no_photo_on_which_other_children_are():
    everybody, goal, _client = begun()
    two = [person_of(everybody.pupil), person_of(everybody.classmate)]
    alone = observe(everybody.teacher, two[:1], [goal], 3, media=[photo()])[0].media.get()
    both = observe(everybody.teacher, two, [goal], 3, media=[photo()])[0].media.get()
    client = logged_in(everybody.guardian)
    assert client.get(f"/zien/bestand/{alone.pk}/").status_code == 200
    assert client.get(f"/zien/bestand/{both.pk}/").status_code == 404


def test_each_has_a_seal_of_its_own_that_is_the_same_at_the_next_log_in():
    everybody, _goal, client = begun()
    seal = client.get("/zien/").context["seal"]
    assert logged_in(everybody.teacher).get("/zien/").context["seal"] == seal
    assert seal_of(everybody.colleague) != seal


def test_what_was_seen_of_a_pupil_is_taken_back_by_who_wrote_it_down():
    everybody, goal, client = begun()
    dina = person_of(everybody.pupil)
    mine = observe(everybody.teacher, [dina], [goal], 2)[0]
    other = observe(everybody.care_coordinator, [dina], [goal], 2)[0]
    page = client.get(f"/zien/leerling/{dina.pk}/")
    rows = [row for of in page.context["goals"] for row in of.rows]
    assert {row.one: row.may_withdraw for row in rows} == {mine: True, other: False}
    back = f"/zien/leerling/{dina.pk}/terug/"
    assert client.post(f"{back}{other.pk}/").status_code == 422
    assert client.post(f"{back}{mine.pk}/").status_code == 302
    assert list(Evidence.objects.filter(withdrawn_at__isnull=True)) == [other]


def test_the_care_coordinator_takes_back_what_anybody_wrote_down():
    everybody, goal, client = begun("care_coordinator")
    dina = person_of(everybody.pupil)
    one = observe(everybody.teacher, [dina], [goal], 2)[0]
    assert client.post(f"/zien/leerling/{dina.pk}/terug/{one.pk}/").status_code == 302
    assert not Evidence.objects.filter(withdrawn_at__isnull=True).exists()


def test_a_teacher_decides_with_a_reason_and_not_without():
    everybody, goal, client = begun()
    dina = person_of(everybody.pupil)
    address = f"/zien/leerling/{dina.pk}/besluit/"
    fields = {"goal": goal.pk, "mastered": "yes", "reason": " "}
    answer = client.post(address, fields)
    assert answer.status_code == 422
    assert "Schrijf in een zin waarom." in answer.content.decode()
    client.post(address, {**fields, "reason": "Ze telde de hele klas."})
    kept = Evidence.objects.get()
    assert (kept.kind, kept.value, kept.note) == ("decision", 1, "Ze telde de hele klas.")


@pytest.mark.parametrize("who", ["principal", "colleague"])
def test_who_does_not_guide_a_pupil_does_not_decide(who):
    everybody, goal, client = begun(who)
    address = f"/zien/leerling/{person_of(everybody.pupil).pk}/"
    fields = {"goal": goal.pk, "mastered": "no", "reason": "Zomaar."}
    assert client.post(f"{address}besluit/", fields).status_code in {404, 422}
    assert client.get(address).status_code == (200 if who == "principal" else 404)
    assert Evidence.objects.count() == 0


def test_a_pupil_says_in_a_picture_how_it_goes_and_of_a_day_the_last_counts():
    _everybody, goal, client = begun("pupil")
    for view in (1, 3):
        answer = client.post(f"/zien/zelf/{goal.pk}/", {"view": view})
        assert answer["Location"] == f"/zien/zelf/#goal-{goal.pk}"
    page = client.get("/zien/zelf/")
    assert page.context["rows"] == [(goal, 3)]
    assert 'aria-pressed="true"' in page.content.decode()


def test_a_pupil_says_nothing_of_a_goal_of_somebody_else():
    _everybody, goal, client = begun("classmate")
    assert client.post(f"/zien/zelf/{goal.pk}/", {"view": 3}).status_code == 422
    assert Evidence.objects.count() == 0


def test_from_a_pupil_the_pupil_is_chosen_and_stays():
    everybody, goal, client = begun()
    dina = person_of(everybody.pupil)
    page = client.get(f"/zien/?leerling={dina.pk}&doel={goal.pk}")
    assert (page.context["filled"].pupils, page.context["filled"].goal) == ((dina.pk,), goal.pk)
    assert page.context["place"].keeps_pupils


def test_from_the_subjects_of_a_signal_the_goals_to_look_at_stand_first():
    everybody, goal, client = begun()
    dina = person_of(everybody.pupil)
    works_on(dina, _of_reading(everybody, "Leest een strip"))
    ready, later = (
        _of_reading(everybody, "Leest een brief"),
        _of_reading(everybody, "Leest een krant", step=16),
    )
    page = client.get(f"/zien/?leerling={dina.pk}&vak=reading")
    assert [one.goal.title for one in page.context["worked_on"]] == ["Leest een strip", goal.title]
    assert page.context["results"] == [ready] != [later]
    assert "Hier is lang niets van gezien: Lezen" in page.content.decode()
    page = client.get(f"/zien/?leerling={dina.pk}&vak=x")
    assert "Hier is lang niets van gezien" not in page.content.decode()


def _of_reading(everybody, title, step=9):
    goal = make_goal(everybody.school, title, step=step)
    goal.subject = make_subject(everybody.school, "reading", "Lezen")
    goal.save()
    return goal


def test_a_claim_is_looked_at_and_then_agreed():
    everybody, goal, client = begun()
    dina = person_of(everybody.pupil)
    address = f"/zien/?leerling={dina.pk}&doel={goal.pk}"
    there = f"/route/{dina.pk}/doel/{goal.pk}/"
    assert there not in client.get(address).content.decode()
    dina.goals.update(state="claimed")
    assert there in client.get(address).content.decode()
    assert client.get(there).status_code == 200


def test_a_page_that_comes_back_with_the_back_button_writes_something_new():
    everybody, goal, client = begun()
    fields = asked(everybody, goal)
    for level in (3, 3, 2, 2):  # a double tap is one observation, another level is another
        client.post("/zien/", {**fields, "level": level})
    assert sorted(Evidence.objects.values_list("value", flat=True)) == [2, 3]
    client.post(f"/zien/terug/{fields['key']}/")
    client.post("/zien/", fields)
    assert Evidence.objects.filter(withdrawn_at__isnull=True).count() == 2


def test_a_photo_with_what_was_written_before_is_kept_and_once():
    everybody, goal, client = begun()
    fields = asked(everybody, goal)
    client.post("/zien/", fields)
    for _tap in range(2):
        fields["photo"] = SimpleUploadedFile("foto.jpg", JPEG, "image/jpeg")
        answer = client.post("/zien/", fields)
        assert answer.status_code == 302
    assert [one.media.count() for one in Evidence.objects.order_by("pk")] == [0, 1]


def test_pages_ask_as_much_of_the_database_however_much_was_seen():
    everybody, goal, client = begun()
    dina = person_of(everybody.pupil)
    pages = ("/zien/", f"/zien/leerling/{dina.pk}/")
    observe(everybody.teacher, [dina], [goal], 3, media=[photo()])
    before = [_queries(client, page) for page in pages]
    for number in range(8):
        more = make_goal(everybody.school, f"Doel {number}")
        works_on(dina, more)
        observe(everybody.teacher, [dina], [goal, more], 2, media=[photo()])
    assert [_queries(client, page) for page in pages] == before


def _queries(client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as asked_for:
        assert client.get(page).status_code == 200
    return len(asked_for)


@pytest.mark.parametrize("query", ["groep=999", "leerling=999", "workshop=999", "leerling=x"])
def test_what_one_may_not_see_is_not_found(query):
    _everybody, _goal, client = begun()
    assert client.get(f"/zien/?{query}").status_code == 404


def test_pupils_of_another_group_are_not_offered():
    everybody, _goal, client = begun()
    elsewhere = make_group(everybody.year, "Groep 6", ["6"])
    place(make_person(everybody.school, "Noor", RoleKind.PUPIL), elsewhere, "6")
    assert client.get(f"/zien/?groep={elsewhere.pk}").status_code == 404
    give(person_of(everybody.teacher), elsewhere)
    page = client.get(f"/zien/?groep={elsewhere.pk}")
    assert [one.first_name for one in page.context["place"].pupils] == ["Noor"]


def test_a_decision_is_seen_with_name_and_reason():
    everybody, goal, client = begun()
    dina = person_of(everybody.pupil)
    decide(everybody.care_coordinator, dina, goal, mastered=False, reason="Nog samen oefenen.")
    text = client.get(f"/zien/leerling/{dina.pk}/").content.decode()
    assert "Ilse" in text
    assert "Nog samen oefenen." in text
