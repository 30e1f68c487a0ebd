"""The pages on which a school sees its goals and makes them its own."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import Cast, cast
from tests.curriculum.goals import make_goal
from tests.learning.seen import WEBM
from tests.web.test_permissions import logged_in

from stapsteen.curriculum.actions.starter import bring_in_starter
from stapsteen.curriculum.models import CoreObjective, Goal, GoalRecording
from stapsteen.curriculum.queries import goals_in_use

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> Cast:
    return cast()


@pytest.fixture
def line(everybody: Cast) -> list[Goal]:
    first = make_goal(everybody.school, "Telt", step=1, line="Getallen")
    return [first, make_goal(everybody.school, "Splitst", first, step=2, line="Getallen")]


def text_of(response) -> str:
    return response.content.decode()


def written(goal: Goal, **other: object) -> dict[str, object]:
    """The form of a goal as it stands, with some of it otherwise."""
    return {
        "title": goal.title,
        "pupil_title": goal.pupil_title,
        "step": goal.step,
        "progression": goal.progression_id,
        "needs": [one.needed_id for one in goal.needs.all()],
        **other,
    }


def test_a_school_without_goals_begins_with_a_tap(everybody):
    client = logged_in(everybody.principal)
    assert "nog geen doelen" in text_of(client.get("/leerlijnen/"))
    assert client.post("/leerlijnen/beginset/").status_code == 302
    response = client.get("/leerlijnen/?vak=arithmetic")
    assert "355 doelen staan erbij" in text_of(response)
    assert len(response.context["picture"].stones) == 144


def test_a_teacher_sees_the_invitation_and_cannot_take_it(everybody):
    client = logged_in(everybody.teacher)
    assert "beginset/" not in text_of(client.get("/leerlijnen/"))
    assert client.post("/leerlijnen/beginset/").status_code == 403


def test_a_chosen_goal_is_told_with_what_comes_before_and_after(everybody, line):
    text = text_of(logged_in(everybody.teacher).get(f"/leerlijnen/?doel={line[0].pk}"))
    assert "niets, hier kan iedereen beginnen" in text
    assert text.count(f"doel={line[1].pk}#stone-{line[1].pk}") == 2  # its stone, and in the card


@pytest.mark.parametrize("query", ["vak=no-such", "doel=999999", "doel=abc"])
def test_nonsense_in_the_address_is_not_found(everybody, line, query):
    assert logged_in(everybody.teacher).get(f"/leerlijnen/?{query}").status_code == 404


def test_a_goal_that_hangs_together_with_nothing_is_in_the_list_only(everybody, line):
    loose = make_goal(everybody.school, "Los doel")
    response = logged_in(everybody.teacher).get("/leerlijnen/")
    assert [one.goal for one in response.context["picture"].stones] == line
    assert response.context["by_line"] == {"Getallen": line, "Zonder leerlijn": [loose]}
    assert "1 doel hoort bij geen leerlijn" in text_of(response)


def test_a_subject_without_any_line_has_a_list_and_no_picture(everybody):
    make_goal(everybody.school, "Los doel")
    text = text_of(logged_in(everybody.teacher).get("/leerlijnen/"))
    assert "Los doel" in text
    assert "lines-picture" not in text


def test_a_retired_goal_is_in_the_list_and_not_in_the_picture(everybody, line):
    client = logged_in(everybody.principal)
    client.post(f"/leerlijnen/doel/{line[1].pk}/uit/")
    response = client.get("/leerlijnen/")
    assert [one.goal for one in response.context["picture"].stones] == [line[0]]
    assert list(response.context["retired"]) == [line[1]]


def test_a_teacher_writes_down_a_goal_of_the_schools_own(everybody, line):
    client = logged_in(everybody.teacher)
    form = written(line[1], title="Trekt af", pupil_title="Ik kan aftrekken.", step=3)
    response = client.post("/leerlijnen/nieuw/?vak=arithmetic", form, follow=True)
    made = Goal.objects.get(title="Trekt af")
    assert response.redirect_chain[-1][0] == f"/leerlijnen/doel/{made.pk}/"
    assert "/terug/" in text_of(response)
    assert made.needs.get().needed == line[0]


def test_an_edit_is_told_in_the_history_and_undone_from_there(everybody, line):
    client, address = logged_in(everybody.principal), f"/leerlijnen/doel/{line[1].pk}/"
    form = written(line[1], title="Splitst tot tien", needs=[])
    text = text_of(client.post(f"{address}wijzig/", form, follow=True))
    assert "<del>Splitst</del> <ins>Splitst tot tien</ins>" in text
    assert "<del>“Telt”</del>" in text
    client.post(f"/leerlijnen/verandering/{line[1].changes.get().pk}/terug/")
    text = text_of(client.get(address))
    assert "teruggedraaid" in text
    line[1].refresh_from_db()
    assert (line[1].title, line[1].needs.count()) == ("Splitst", 1)


def test_a_circle_is_refused_in_words(everybody, line):
    response = logged_in(everybody.principal).post(
        f"/leerlijnen/doel/{line[0].pk}/wijzig/", written(line[0], needs=[line[1].pk])
    )
    assert response.status_code == 422
    assert "Dan zou “Telt” pas kunnen na “Splitst”" in text_of(response)


def test_a_form_without_words_comes_back_with_what_was_ticked(everybody, line):
    response = logged_in(everybody.principal).post(
        f"/leerlijnen/doel/{line[1].pk}/wijzig/", written(line[1], title="")
    )
    assert response.status_code == 422
    assert response.context["chosen"] == [line[0]]


def test_a_teacher_is_refused_the_words_of_others(everybody, line):
    address = f"/leerlijnen/doel/{line[1].pk}/wijzig/"
    response = logged_in(everybody.teacher).post(address, written(line[1], title="Anders"))
    assert response.status_code == 422
    assert "mag je niet" in text_of(response)


def test_a_goal_is_split_with_the_parts_that_were_filled_in(everybody, line):
    words = {
        "form-TOTAL_FORMS": 4, "form-INITIAL_FORMS": 1,
        "form-0-title": "Splitst tot vijf", "form-0-pupil_title": "Ik kan vijf splitsen.",
        "form-1-title": "Splitst tot tien", "form-1-pupil_title": "Ik kan tien splitsen.",
        "form-2-title": "", "form-3-title": "",
    }  # fmt: skip
    client = logged_in(everybody.principal)
    response = client.post(f"/leerlijnen/doel/{line[1].pk}/splits/", words, follow=True)
    assert "Het telt mee voor:" in text_of(response)
    assert {one.title for one in goals_in_use(everybody.school)} == {
        "Telt", "Splitst tot vijf", "Splitst tot tien",
    }  # fmt: skip


def test_goals_are_merged_and_that_is_taken_back(everybody, line):
    client = logged_in(everybody.principal)
    words = {"title": "Telt en splitst", "pupil_title": "Ik kan het.", "goals": [line[1].pk]}
    client.post(f"/leerlijnen/doel/{line[0].pk}/samen/", words)
    assert [one.title for one in goals_in_use(everybody.school)] == ["Telt en splitst"]
    client.post(f"/leerlijnen/verandering/{line[0].changes.get().pk}/terug/")
    assert list(goals_in_use(everybody.school)) == line


def test_core_objectives_without_goals_are_named_first(everybody, line):
    for code in ("23", "24"):
        CoreObjective.objects.create(
            school=everybody.school, edition="2006", code=code, title="Rekent.",
            uri=f"https://opendata.slo.nl/curriculum/uuid/{code}",
        )  # fmt: skip
    line[0].objectives.add(CoreObjective.objects.get(code="24"))
    response = logged_in(everybody.teacher).get("/leerlijnen/kerndoelen/")
    assert [one.code for one in response.context["without"]] == ["23"]
    text = text_of(response)
    assert text.index("<strong>23</strong>") < text.index("<strong>24</strong>")
    other = logged_in(everybody.teacher).get("/leerlijnen/kerndoelen/?editie=2025")
    assert "nog niet ingelezen" in text_of(other)


def test_without_the_list_of_slo_nobody_is_told_that_no_objective_is_without_goals(everybody, line):
    objective = CoreObjective.objects.create(school=everybody.school, edition="2006", code="23")
    line[0].objectives.add(objective)
    text = text_of(logged_in(everybody.principal).get("/leerlijnen/kerndoelen/"))
    assert "Nog zonder doelen" not in text
    assert "open data van SLO" in text
    assert "/leerlijnen/bestand/" in text


def test_the_words_of_the_starter_set_are_not_taken_for_the_list_of_slo(everybody):
    bring_in_starter(None, everybody.school)
    client = logged_in(everybody.principal)
    for edition in CoreObjective.Edition.values:
        text = text_of(client.get(f"/leerlijnen/kerndoelen/?editie={edition}"))
        assert "Bij elk kerndoel van deze lijst" not in text
        assert "open data van SLO" in text


def test_a_goal_that_is_served_only_by_what_is_out_of_use_is_without(everybody, line):
    objective = CoreObjective.objects.create(school=everybody.school, edition="2006", code="23")
    line[0].objectives.add(objective)
    client = logged_in(everybody.principal)
    client.post(f"/leerlijnen/doel/{line[0].pk}/uit/")
    assert client.get("/leerlijnen/kerndoelen/").context["without"] == [objective]


def test_whose_words_are_shown_is_told(everybody, line):
    line[0].framework.publisher = "SLO, opendata curriculum"
    line[0].framework.save()
    CoreObjective.objects.create(
        school=everybody.school, edition="2025", code="10A", title="Rekent.",
        uri="https://opendata.slo.nl/curriculum/uuid/1", status="definitief concept",
    )  # fmt: skip
    client = logged_in(everybody.teacher)
    assert "deze doelen: SLO, opendata curriculum." in text_of(client.get("/leerlijnen/"))
    text = text_of(client.get("/leerlijnen/kerndoelen/?editie=2025"))
    assert "Stand volgens SLO: definitief concept." in text


def test_a_goal_is_spoken_in_and_heard_by_a_pupil_of_the_school(everybody, line):
    spoken = SimpleUploadedFile("opname.webm", WEBM, "audio/webm")
    address = f"/leerlijnen/doel/{line[0].pk}/opname/"
    logged_in(everybody.teacher).post(address, {"spoken": spoken, "language": "nl"})
    kept = line[0].recordings.get()
    heard = logged_in(everybody.pupil).get(f"/leerlijnen/opname/{kept.pk}/")
    assert (heard.content, heard["Content-Type"]) == (WEBM, "audio/webm")
    stranger = logged_in(everybody.stranger).get(f"/leerlijnen/opname/{kept.pk}/")
    assert stranger.status_code == 404
    logged_in(everybody.teacher).post(f"/leerlijnen/opname/{kept.pk}/weg/")
    assert not GoalRecording.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"), [(b"<html>not sound at all", "geen foto of geluid"), (None, "geen opname")]
)
def test_what_is_no_sound_is_refused(everybody, line, content, said):
    files = {"spoken": SimpleUploadedFile("x.webm", content)} if content else {}
    response = logged_in(everybody.teacher).post(
        f"/leerlijnen/doel/{line[0].pk}/opname/", {**files, "language": "nl"}
    )
    assert (response.status_code, said in text_of(response)) == (422, True)


def test_an_assistant_speaks_nothing_in(everybody, line):
    spoken = SimpleUploadedFile("opname.webm", WEBM)
    response = logged_in(everybody.assistant).post(
        f"/leerlijnen/doel/{line[0].pk}/opname/", {"spoken": spoken, "language": "nl"}
    )
    assert response.status_code == 422
    assert not GoalRecording.objects.exists()
