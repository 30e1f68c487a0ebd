"""The pages of conversations: of who leads them, of the pupil, and of the parents."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cast import cast, make_person, make_user, person_of, place
from tests.learning.seen import goal_of_dina
from tests.learning.test_conversations import held_with
from tests.signals.standing import pupils_choose
from tests.web.test_permissions import logged_in

from stapsteen.learning.actions.conversations import Told, hold_talk, plan_talk, prepare
from stapsteen.learning.models import Agreement, Conversation
from stapsteen.school.models import RoleKind

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.fixture
def everybody():
    return cast()


@pytest.fixture
def talk(everybody):
    return plan_talk(everybody.teacher, person_of(everybody.pupil), TOMORROW)


def filled(talk, **more: str) -> dict[str, object]:
    """The form of a conversation, as it is sent when little was filled in."""
    rows = {f"a{n}-owner": talk.person.pk for n in range(3)}
    return {"note": "", "again": "", **rows, **more}


def test_the_agenda_shows_what_the_pupil_and_the_data_put_there(everybody, talk):
    prepare(everybody.pupil, talk, ["star"], [], "Mag ik voorin?")
    page = logged_in(everybody.teacher).get(f"/gesprekken/{talk.pk}/").content.decode()
    assert "Hier ben ik trots op" in page
    assert "Mag ik voorin?" in page
    assert talk.person.file_openings.get().by == everybody.teacher


def test_what_the_data_ask_goes_on_the_agenda_in_one_tap(everybody, talk):
    pupils_choose(everybody)
    everybody.year.starts = timezone.localdate() - timedelta(weeks=4)
    everybody.year.save()
    client = logged_in(everybody.teacher)
    reason = "Heeft al 4 weken geen doel om aan te werken."
    assert reason in client.get(f"/gesprekken/{talk.pk}/").content.decode()
    client.post(f"/gesprekken/{talk.pk}/agenda/alles/")
    topic = talk.topics.get()
    assert (topic.text, topic.put_by) == (reason, "data")
    assert "Zet alles op de agenda" not in client.get(f"/gesprekken/{talk.pk}/").content.decode()
    client.post(f"/gesprekken/{talk.pk}/agenda/{topic.pk}/weg/")
    assert not talk.topics.exists()


def test_a_conversation_is_held_with_an_agreement_and_the_next_is_planned(everybody, talk):
    client = logged_in(everybody.teacher)
    form = filled(talk, note="Fijn", again="3", **{"a0-text": "Lezen", "a0-due": str(TOMORROW)})
    assert client.post(f"/gesprekken/{talk.pk}/", form).status_code == 302
    agreement = Agreement.objects.get()
    assert (agreement.text, agreement.owner, agreement.due) == ("Lezen", talk.person, TOMORROW)
    coming = Conversation.objects.get(state="planned")
    assert coming.planned_for >= timezone.localdate() + timedelta(weeks=3)
    page = client.get(f"/gesprekken/{coming.pk}/").content.decode()
    assert f"outcome-{agreement.pk}" in page
    form = filled(coming, **{f"outcome-{agreement.pk}": "kept"})
    assert client.post(f"/gesprekken/{coming.pk}/", form).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.outcome, agreement.looked_at_in) == ("kept", coming)


@pytest.mark.parametrize("due", ["", "2020-01-01", "nonsense"])
def test_an_agreement_without_a_day_that_comes_is_said_beside_it(everybody, talk, due):
    form = filled(talk, note="Blijft staan", **{"a0-text": "Lezen", "a0-due": due})
    response = logged_in(everybody.teacher).post(f"/gesprekken/{talk.pk}/", form)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Blijft staan" in page
    assert 'aria-invalid="true"' in page
    assert Conversation.objects.get().state == "planned"


def test_a_conversation_moves_is_cancelled_and_comes_back(everybody, talk):
    client = logged_in(everybody.teacher)
    client.post(f"/gesprekken/{talk.pk}/dag/", {"day": str(timezone.localdate())})
    client.post(f"/gesprekken/{talk.pk}/vervalt/")
    talk.refresh_from_db()
    assert (talk.planned_for, talk.state) == (timezone.localdate(), "cancelled")
    back = f"/gesprekken/{talk.pk}/terug/"
    assert back in client.get(f"/gesprekken/{talk.pk}/").content.decode()
    other = logged_in(everybody.care_coordinator)
    assert back not in other.get(f"/gesprekken/{talk.pk}/").content.decode()
    assert other.post(back).status_code == 422
    client.post(back)
    talk.refresh_from_db()
    assert talk.state == "planned"


def test_a_pupil_prepares_on_its_own_page(everybody, talk):
    held = goal_of_dina(everybody).held_by.get()
    client = logged_in(everybody.pupil)
    assert client.get("/gesprekken/mijn/").status_code == 200
    chosen = {"picture": ["star", "mountain"], "goal": [held.pk], "words": ""}
    assert client.post("/gesprekken/mijn/", chosen).status_code == 302
    assert [one.pictogram for one in talk.topics.all()] == ["star", "mountain", "stones"]
    page = client.get("/gesprekken/mijn/").content.decode()
    assert page.count(" checked") == 3


def test_a_pupil_asks_for_a_conversation_in_one_tap_where_it_is(everybody):
    client = logged_in(everybody.pupil)
    for page in ("/", "/gesprekken/mijn/"):
        assert "Ik wil met mijn coach praten" in client.get(page).content.decode()
        answer = client.post("/gesprekken/mijn/vragen/", {"next": page}, follow=True)
        assert answer.redirect_chain == [(page, 302)]
        assert "Je hebt om een gesprek gevraagd" in answer.content.decode()
        coach = logged_in(everybody.teacher).get("/gesprekken/").content.decode()
        assert coach.index("Dina") < coach.index("Emre")
        assert "om een gesprek</small>" in coach
        client.post("/gesprekken/mijn/vragen/terug/", {"next": page})
    assert logged_in(everybody.teacher).post("/gesprekken/mijn/vragen/").status_code == 403


def test_without_a_conversation_a_pupil_has_nothing_to_prepare(everybody):
    client = logged_in(everybody.pupil)
    assert "Er is nu geen gesprek gepland" in client.get("/gesprekken/mijn/").content.decode()
    assert client.post("/gesprekken/mijn/", {"picture": "star"}).status_code == 404


def test_parents_see_the_day_and_the_agreements_and_nothing_else(everybody, talk):
    prepare(everybody.pupil, talk, ["feelings"], [], "Geheim")
    held_with(everybody, talk)
    plan_talk(everybody.teacher, talk.person, TOMORROW)
    page = logged_in(everybody.guardian).get("/gesprekken/thuis/").content.decode()
    assert "Elke dag lezen" in page
    assert "Het volgende gesprek is op" in page
    for private in ("Geheim", "Fijn gesprek", "Hoe ik me voel"):
        assert private not in page
    assert logged_in(everybody.guardian).get(f"/gesprekken/{talk.pk}/").status_code == 403


@pytest.mark.parametrize("who", ["principal", "administrator", "assistant", "guardian", "pupil"])
def test_who_leads_no_conversations_has_no_such_page(everybody, talk, who):
    client = logged_in(getattr(everybody, who))
    for address in ("/gesprekken/", f"/gesprekken/{talk.pk}/"):
        assert client.get(address).status_code == 403


def test_a_colleague_and_a_teacher_elsewhere_find_no_conversation(everybody, talk):
    stranger = make_user(person_of(everybody.stranger).school, "Yara", RoleKind.TEACHER)
    for viewer in (everybody.colleague, stranger):
        client = logged_in(viewer)
        for method, page in (
            (client.get, ""), (client.post, ""), (client.post, "dag/"), (client.post, "vervalt/"),
            (client.post, "terug/"), (client.post, "agenda/"), (client.post, "agenda/alles/"),
        ):  # fmt: skip
            assert method(f"/gesprekken/{talk.pk}/{page}").status_code == 404, page
        assert "Dina" not in client.get("/gesprekken/").content.decode()


def test_the_list_takes_as_many_queries_when_there_is_more_to_talk_about(everybody, talk):
    def asked() -> int:
        client = logged_in(everybody.teacher)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/gesprekken/").status_code == 200
        return len(queries)

    before = asked()
    for number in range(12):
        child = make_person(everybody.school, f"Kind {number}", RoleKind.PUPIL)
        place(child, everybody.group, "5")
        made = plan_talk(everybody.teacher, child, TOMORROW, topic="Lezen")
        if number % 2:
            hold_talk(everybody.teacher, made, Told())
    assert asked() == before


def test_an_empty_page_holds_no_conversation_that_lies_ahead(everybody, talk):
    Conversation.objects.filter(pk=talk.pk).update(planned_for=TOMORROW)
    talk.refresh_from_db()
    client = logged_in(everybody.teacher)
    response = client.post(f"/gesprekken/{talk.pk}/", filled(talk))
    assert response.status_code == 422
    assert "het gesprek moet nog komen" in response.content.decode()
    assert Conversation.objects.get().state == "planned"
    assert client.post(f"/gesprekken/{talk.pk}/", filled(talk, note="Toch al")).status_code == 302
