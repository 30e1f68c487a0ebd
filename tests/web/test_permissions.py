"""Every page, walked as nobody, as somebody of another school, as a pupil, as a parent, as the team."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import cares_for, make_user, person_of
from tests.web.addresses import address, names, world

from stapsteen.accounts.models import ScreenChoice
from stapsteen.learning.models import (
    Agreement,
    Conversation,
    ConversationTopic,
    Evidence,
    EvidenceMedia,
    GoalStep,
    PersonalGoal,
    TalkWish,
)
from stapsteen.profile.models import AgreedFreedom
from stapsteen.school.models import (
    Group,
    Guidance,
    Membership,
    Person,
    RoleHeld,
    RoleKind,
    School,
    SchoolYear,
    Subject,
)
from stapsteen.signals.models import SignalSetting, SignalSpell, Snooze
from stapsteen.week.models import (
    ChangedDay,
    DayChange,
    Edit,
    Enrolment,
    InstructionBlock,
    InstructionGroup,
    InstructionSeat,
    Lock,
    Plan,
    PlanInForce,
    PlanningRun,
    Session,
    Theme,
    ThemeActivity,
    ThemeQuestion,
    Version,
    WeekChange,
)

pytestmark = pytest.mark.django_db
PUBLIC = {"home", "about", "planning:feed"}
OF_HOME = {"conversations:mine", "conversations:family"}
OF_A_ROUTE = {name for name in names() if name.startswith("route:")}  # tests/web/test_route.py
OF_PUPILS = {
    "workshops:mine", "workshops:wish", "workshops:take", "workshops:leave",
    "evidence:mine", "evidence:assess", "conversations:ask", "conversations:unask",
}  # fmt: skip
OF_EVERYBODY = {
    "planning:timetable", "planning:spreadsheet", "planning:agenda", "evidence:media",
    "curriculum:listen", "themes:overview", "themes:theme", "themes:ask", "themes:answer",
    "themes:question_away", "themes:question_back", *OF_A_ROUTE, *PUBLIC,
}  # fmt: skip
TABLES = (
    School, SchoolYear, Group, Person, RoleHeld, Membership, Guidance, Subject, Plan, PlanInForce,
    PlanningRun, Session, Enrolment, Version, Edit, Lock, DayChange, ChangedDay, WeekChange, Evidence,
    EvidenceMedia, Conversation, ConversationTopic, Agreement, SignalSpell, Snooze, SignalSetting,
    InstructionBlock, InstructionGroup, InstructionSeat, Theme, ThemeActivity, ThemeQuestion,
    PersonalGoal, GoalStep, AgreedFreedom, ScreenChoice, TalkWish,
)  # fmt: skip
OF_ONES_OWN_SCHOOL = ("school:next", "school:take", "school:times", "curriculum:bring_in")
REFUSED = {403, 404, 405, 422}


def state() -> list[object]:
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_comes_in_without_logging_in(method):
    here = world()
    before = state()
    for name in set(names()) - PUBLIC:
        response = getattr(Client(), method)(address(here, name))
        assert response.status_code == 302, name
        assert response["Location"].startswith("/account/login/"), name
    assert state() == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_of_another_school_changes_and_sees_nothing_here(method):
    here = world()
    before = state()
    client = logged_in(here.everybody.stranger)
    for name in names():
        if name in PUBLIC or name.startswith(OF_ONES_OWN_SCHOOL):
            continue  # the calendar's address is its key; the others act on one's own school
        response = getattr(client, method)(address(here, name))
        text = response.content.decode(errors="replace")
        assert "De Wilg" not in text, name
        assert "Dina" not in text, name
        assert "Bram" not in text, name
        if name in here.arguments and name not in PUBLIC and method == "post":
            assert response.status_code in REFUSED, name
    assert state() == before


@pytest.mark.parametrize("who", ["pupil", "classmate", "guardian"])
def test_pupils_and_parents_enter_no_page_of_the_team(who):
    here = world()
    before = state()
    client = logged_in(getattr(here.everybody, who))
    for name in set(names()) - OF_PUPILS - OF_HOME - OF_EVERYBODY:
        for method in (client.get, client.post):
            assert method(address(here, name)).status_code in {403, 405}, name
    assert state() == before


OF_A_CHILD = ("route:of", "route:everything", "route:stone")
SEEN_BY_THE_TEAM = ("evidence:seen", "coverage:pupil", "instruction:block", "conversations:talk")
DONE_BY_THE_TEAM = ("evidence:decide", "evidence:withdraw", "signals:put_aside")


def works_and_cares(here):
    """A teacher of another group, who is Dina's father."""
    father = make_user(here.everybody.school, "Jan", RoleKind.TEACHER, RoleKind.GUARDIAN)
    cares_for(person_of(father), person_of(here.everybody.pupil))
    return father


@pytest.mark.parametrize(
    ("who", "child", "team"),
    [("guardian", 200, 403), ("father", 200, 404), ("teacher", 200, 200)],
)
def test_a_parent_who_works_here_opens_of_the_own_child_what_any_parent_opens(who, child, team):
    here = world()
    father = works_and_cares(here)
    InstructionBlock.objects.get().pupils.add(person_of(here.everybody.pupil))
    client = logged_in(father if who == "father" else getattr(here.everybody, who))
    for name in OF_A_CHILD:
        assert client.get(address(here, name)).status_code == child, name
    for name in SEEN_BY_THE_TEAM:
        assert client.get(address(here, name)).status_code == team, name
    for name in DONE_BY_THE_TEAM if who != "teacher" else ():
        assert client.post(address(here, name)).status_code == team, name


def test_a_parent_who_works_here_finds_the_way_to_the_route_and_none_to_pages_of_the_team():
    here = world()
    client, seen = logged_in(works_and_cares(here)), address(here, "evidence:seen")
    assert address(here, "route:of") in client.get("/gesprekken/thuis/").content.decode()
    for name in ("route:stone", "school:group"):
        assert seen not in client.get(address(here, name)).content.decode(), name
        assert seen in logged_in(here.everybody.teacher).get(address(here, name)).content.decode()


def test_a_classmate_cannot_open_the_week_of_another():
    here = world()
    number = here.everybody.pupil.person.pk
    for who, status in (("pupil", 200), ("guardian", 200), ("classmate", 404), ("teacher", 200)):
        client = logged_in(getattr(here.everybody, who))
        assert client.get(f"/rooster/?whose=person-{number}").status_code == status, who


def test_a_teacher_reads_and_does_not_run_the_school():
    here = world()
    before = state()
    client = logged_in(here.everybody.teacher)
    for name in names():
        if name.startswith(
            (
                "exchange:",
                "planning:plan",
                "planning:use",
                "school:set_up",
                "school:next",
                "changes:",
            )
        ):
            assert client.post(address(here, name)).status_code in {403, 405}, name
    assert state() == before


@pytest.mark.parametrize(
    "who",
    ["principal", "administrator", "teacher", "care_coordinator", "assistant", "pupil", "guardian"],
)
def test_every_page_in_the_menu_opens(who):
    here = world()
    client = logged_in(getattr(here.everybody, who))
    home = client.get("/")
    assert home.status_code == 200
    for link in home.context["navigation"]:
        assert client.get(link.url).status_code == 200, link.url


def test_looking_at_the_week_of_one_pupil_is_written_down():
    here = world()
    pupil = here.everybody.pupil.person
    logged_in(here.everybody.teacher).get(f"/rooster/?whose=person-{pupil.pk}")
    assert pupil.file_openings.get().by == here.everybody.teacher


@pytest.mark.parametrize(
    "query",
    ["plan=abc", "whose=group-999", "whose=person-x", "whose=room-1x", "day=9", "plan=99999"],
)
def test_an_address_of_nonsense_is_not_found(query):
    here = world()
    status = logged_in(here.everybody.teacher).get(f"/rooster/?{query}").status_code
    assert status == (200 if query == "plan=abc" else 404)
