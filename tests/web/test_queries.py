"""What a page costs: as many questions to the database for a large school as for a small one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import make_group, make_person, place
from tests.curriculum.goals import make_goal
from tests.web.addresses import World, address, world
from tests.web.test_permissions import logged_in

from stapsteen.curriculum.changing import LINKS
from stapsteen.curriculum.models import Goal
from stapsteen.school.models import RoleKind

pytestmark = pytest.mark.django_db
OF_THE_TEAM = (
    "home",
    "school:overview",
    "school:calendar",
    "school:set_up",
    "school:group",
    "school:next_year",
    "planning:timetable",
    "planning:plan",
    "planning:comparison",
    "planning:versions",
    "planning:edit",
    "planning:places",
    "planning:lesson",
    "planning:changes",
    "planning:publish",
    "planning:why",
    "planning:costs",
    "planning:difference",
    "changes:today",
    "changes:report",
    "changes:proposal",
    "coverage:overview",
    "coverage:group",
    "coverage:pupil",
    "coverage:hours",
    "themes:overview",
    "themes:theme",
    "themes:activity",
    "instruction:overview",
    "instruction:block",
    "workshops:overview",
    "workshops:session",
    "profile:overview",
    "evidence:write",
    "evidence:goals",
    "evidence:seen",
    "route:mine",
    "route:of",
    "route:everything",
    "route:stone",
    "exchange:imports",
    "goal_files:files",
    "methods:overview",
    "methods:method",
    "curriculum:lines",
    "curriculum:objectives",
    "curriculum:goal",
    "curriculum:edit",
    "curriculum:split",
    "curriculum:merge",
    "signals:overview",
    "signals:limits",
)
MOST = 45


def counts(here: World) -> dict[str, int]:
    """How many queries each page takes for the principal, and one for a pupil."""
    found = {}
    client = logged_in(here.everybody.principal)
    for name in OF_THE_TEAM:
        client.get(address(here, name))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(here, name)).status_code == 200
        found[name] = len(asked)
    client = logged_in(here.everybody.classmate)
    with CaptureQueriesContext(connection) as asked:
        client.get(address(here, "workshops:mine"))
    found["workshops:mine"] = len(asked)
    return found


def grow(here: World) -> None:
    """Twenty more pupils, two more groups, and more goals before and after those there are."""
    everybody = here.everybody
    for number in range(2):
        make_group(everybody.year, f"Groep 6{number}", ["6"])
    for number in range(20):
        place(make_person(everybody.school, f"Kind {number}", RoleKind.PUPIL), everybody.group, "5")
    for number in range(5):
        make_person(everybody.school, f"Juf {number}", RoleKind.TEACHER)
    goal = Goal.objects.get(pk=here.arguments["curriculum:goal"][0])
    for number in range(3):
        before = make_goal(everybody.school, f"Eerst {number}", step=7, line="Getallen")
        LINKS["needs"].write([(goal.pk, before.pk)])
        make_goal(everybody.school, f"Daarna {number}", goal, before, step=10, line="Meten")


def test_pages_ask_no_more_of_the_database_when_the_school_is_larger():
    here = world()
    before = counts(here)
    grow(here)
    assert counts(here) == before
    assert max(before.values()) <= MOST, before
