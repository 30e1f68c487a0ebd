"""Who needs me, on the first screen and on its page; the thresholds; what the school sees in numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cast import cast, make_person, make_user, person_of, place
from tests.curriculum.goals import make_goal
from tests.learning.seen import goal_of_dina, works_on
from tests.signals.standing import core_subject, day_ago, seen, talked
from tests.web.test_permissions import logged_in
from tests.week.sessions.offer import make_round, make_workshop

from stapsteen.jobs.models import Job
from stapsteen.learning.actions.evidence import observe
from stapsteen.learning.models import Conversation
from stapsteen.school.models import RoleKind
from stapsteen.signals.actions.keeping import keep_signals
from stapsteen.signals.models import SignalSetting, SignalSpell, Snooze

pytestmark = pytest.mark.django_db
REASON = "Dit schooljaar was er nog geen gesprek."


@pytest.fixture
def everybody():
    """The cast. Emre had no conversation this year, which began twelve weeks ago."""
    found = cast()
    found.year.starts = day_ago(84)
    found.year.save()
    talked(found, person_of(found.pupil), days=5)
    return found


def text(viewer, address: str = "/") -> str:
    response = logged_in(viewer).get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_screen_of_a_coach_begins_with_who_needs_it(everybody):
    page = text(everybody.teacher)
    assert page.index("Wie heeft mij nodig") < page.index("Jouw groepen")
    assert REASON in page
    assert "Emre" in page
    assert Job.objects.filter(name="keep_signals").count() == 1


def test_it_is_calm_where_nobody_needs_anybody(everybody):
    Conversation.objects.all().delete()
    page = text(everybody.teacher)
    assert "Niemand heeft je nu nodig" in page
    assert "Met 2 leerlingen loopt het zoals afgesproken." in page


def test_one_tap_plans_the_conversation_that_a_signal_asks_for(everybody):
    emre = person_of(everybody.classmate)
    client = logged_in(everybody.teacher)
    asked = {"kind": "no_conversation", "about": "", "next": "/"}
    response = client.post(f"/gesprekken/plannen/{emre.pk}/", asked)
    assert response["Location"] == "/"
    talk = emre.conversations.get()
    assert [one.text for one in talk.topics.all()] == [REASON]
    page = client.get("/").content.decode()
    assert "Niemand heeft je nu nodig" in page
    assert f"/gesprekken/{talk.pk}/vervalt/" in page  # undo
    client.post(f"/gesprekken/{talk.pk}/vervalt/")
    assert REASON in client.get("/").content.decode()


def test_a_second_tap_puts_the_reason_on_the_agenda(everybody):
    emre = person_of(everybody.classmate)
    client = logged_in(everybody.teacher)
    for _tap in range(2):
        client.post(f"/gesprekken/plannen/{emre.pk}/", {})
    assert emre.conversations.count() == 1


def test_a_signal_is_put_aside_with_a_reason_and_back(everybody):
    emre = person_of(everybody.classmate)
    client = logged_in(everybody.teacher)
    filled = {"kind": "no_conversation", "about": "", "rest": "14", "reason": "Er loopt al iets"}
    assert client.post(f"/signalen/opzij/{emre.pk}/", filled).status_code == 302
    made = Snooze.objects.get()
    assert made.until == day_ago(-14)
    page = client.get("/signalen/").content.decode()
    assert "Er loopt al iets" in page
    assert "1 signaal rust" in page
    client.post(f"/signalen/opzij/{made.pk}/terug/")
    assert REASON in client.get("/").content.decode()


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"rest": "9"}, {"kind": "absent"}])
def test_what_cannot_be_put_aside_is_said(everybody, wrong):
    emre = person_of(everybody.classmate)
    filled = {"kind": "no_conversation", "about": "", "rest": "7", "reason": "Ziek", **wrong}
    response = logged_in(everybody.teacher).post(f"/signalen/opzij/{emre.pk}/", filled)
    assert response.status_code == 422
    assert SignalSpell.objects.count() == 0


def test_a_colleague_cannot_touch_the_signals_of_others(everybody):
    emre = person_of(everybody.classmate)
    client = logged_in(everybody.colleague)
    filled = {"kind": "no_conversation", "about": "", "rest": "7", "reason": "Ziek"}
    assert client.post(f"/signalen/opzij/{emre.pk}/", filled).status_code == 404
    assert client.post(f"/gesprekken/plannen/{emre.pk}/").status_code == 404
    assert "Emre" not in client.get("/signalen/").content.decode()


def test_who_keeps_no_overview_reads_that(everybody):
    page = text(everybody.colleague, "/signalen/")
    assert "Je houdt nu van niemand het overzicht." in page
    assert "De hele school in getallen" not in page


def test_the_care_coordinator_sees_across_groups_and_filters(everybody):
    page = text(everybody.care_coordinator, "/signalen/")
    assert "Emre" in page
    assert "Emre" in text(everybody.care_coordinator, f"/signalen/?groep={everybody.group.pk}")
    for query in ("groep=99999", "soort=absent", "soort=x", "groep=x&soort=absent"):
        assert "Emre" not in text(everybody.care_coordinator, f"/signalen/?{query}"), query


def test_the_principal_sees_numbers_and_no_names(everybody):
    keep_signals(everybody.school)
    for address in ("/", "/signalen/"):
        page = text(everybody.principal, address)
        assert "Lang geen gesprek" in page
        assert "Emre" not in page
        assert "Dina" not in page


def test_the_thresholds_are_set_on_a_page(everybody):
    client = logged_in(everybody.care_coordinator)
    page = client.get("/signalen/instellen/")
    filled = {}
    for one in page.context["limits"]:
        filled |= {f"{one.kind.key}-n": one.threshold, f"{one.kind.key}-on": "on"}
    del filled["no_conversation-on"]
    assert client.post("/signalen/instellen/", filled).status_code == 302
    assert SignalSetting.objects.filter(is_on=False).get().kind == "no_conversation"
    assert "Niemand heeft je nu nodig" in text(everybody.teacher)
    filled["absent-n"] = "99"
    assert client.post("/signalen/instellen/", filled).status_code == 422


@pytest.mark.parametrize("who", ["teacher", "assistant", "administrator", "pupil", "guardian"])
def test_others_do_not_set_thresholds(everybody, who):
    client = logged_in(getattr(everybody, who))
    assert client.get("/signalen/instellen/").status_code == 403


def test_the_first_screen_takes_as_many_queries_for_a_larger_group(everybody):
    def asked() -> int:
        client = logged_in(everybody.teacher)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    keep_signals(everybody.school)
    before = asked()
    for number in range(20):
        place(make_person(everybody.school, f"Kind {number}", RoleKind.PUPIL), everybody.group, "5")
    keep_signals(everybody.school)
    assert asked() == before
    assert before <= 60


def test_a_teacher_of_another_school_sees_nothing(everybody):
    stranger = make_user(person_of(everybody.stranger).school, "Yara", RoleKind.TEACHER)
    emre = person_of(everybody.classmate)
    client = logged_in(stranger)
    assert client.post(f"/signalen/opzij/{emre.pk}/", {}).status_code == 404
    assert client.post(f"/gesprekken/plannen/{emre.pk}/").status_code == 404
    assert "Emre" not in client.get("/signalen/").content.decode()


def test_who_does_not_get_further_is_invited_to_the_session_of_that_goal(everybody):
    dina = person_of(everybody.pupil)
    goal = goal_of_dina(everybody)
    goal.quick_check = "Laat tot twintig tellen."
    goal.save()
    dina.goals.update(starts=day_ago(20))
    for days in range(12, 2, -1):
        observe(everybody.teacher, [dina], [goal], 1, at=timezone.now() - timedelta(days=days))
    keep_signals(everybody.school)
    page = text(everybody.teacher)
    assert "Even kijken: Laat tot twintig tellen." in page
    assert "Maak een instructiegroep" in page
    workshop = make_workshop(everybody, make_round(everybody))
    workshop.goal = goal
    workshop.save()
    page = text(everybody.teacher)
    assert f"/workshops/{workshop.pk}/" in page
    assert "Nodig uit voor" in page
    workshop.taken = workshop.capacity
    workshop.save()
    assert "Maak een instructiegroep" in text(everybody.teacher)


def test_a_signal_opens_the_page_to_write_on_with_what_it_knows(everybody):
    dina, goal = person_of(everybody.pupil), goal_of_dina(everybody)
    dina.goals.update(state="claimed", starts=day_ago(20))
    seen(dina, core_subject(everybody), days=84)
    page = text(everybody.teacher)
    for question in ("vak=arithmetic", f"doel={goal.pk}"):
        address = f"/zien/?leerling={dina.pk}&amp;{question}"
        assert address in page
        opened = text(everybody.teacher, address.replace("&amp;", "&"))
        assert f'value="{dina.pk}" data-name="Dina" checked' in opened
    dina.goals.update(goal=None, own_title="Een hut bouwen")
    assert "Kijk op de route" in text(everybody.teacher)


def test_how_long_a_signal_stands_is_not_beside_a_sentence_with_a_time_of_its_own(everybody):
    keep_signals(everybody.school)
    SignalSpell.objects.update(since=day_ago(14))
    assert "staat 2 weken" not in text(everybody.teacher)
    SignalSpell.objects.create(
        school=everybody.school, person=person_of(everybody.classmate), kind="conflict", since=day_ago(14),
        seen_on=day_ago(0), about=str(works_on(person_of(everybody.classmate), make_goal(everybody.school, "Telt")).goal_id),
        details={"title": "Telt", "title_en": "Counts", "higher": "answer", "lower": "test"},
    )  # fmt: skip
    assert "staat 2 weken" in text(everybody.teacher)


@pytest.mark.parametrize("who", ["teacher", "care_coordinator"])
def test_every_next_step_is_a_page_that_opens(everybody, who):
    viewer = getattr(everybody, who)
    dina = person_of(everybody.pupil)
    client = logged_in(viewer)
    for page in (f"/zien/leerling/{dina.pk}/", "/workshops/", "/instructie/"):
        assert client.get(page).status_code == 200, page
