"""Every address of the app, with the numbers of things at the cast's school filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from tests.cast import Cast, person_of
from tests.curriculum import files
from tests.curriculum.changed import words
from tests.curriculum.goals import make_goal
from tests.curriculum.methods import of_methods
from tests.learning.seen import goal_of_dina, photo, voice
from tests.signals.addresses import of_coverage
from tests.week.changes.otherwise import ill
from tests.week.instruction.addresses import of_instruction
from tests.week.planning.ready import planned, ready
from tests.week.sessions.offer import make_round, make_workshop
from tests.week.themes.addresses import of_themes

from stapsteen.curriculum.actions.bring_in import bring_in
from stapsteen.curriculum.actions.goals import edit_goal
from stapsteen.curriculum.models import GoalImport
from stapsteen.curriculum.wording import place_of
from stapsteen.exchange.models import ImportBatch
from stapsteen.learning.actions.conversations import plan_talk
from stapsteen.learning.actions.evidence import observe
from stapsteen.learning.actions.freedom import agree_freedom
from stapsteen.learning.actions.recordings import keep_recording
from stapsteen.learning.models import EvidenceImport, EvidenceKey, EvidenceSource, PersonalGoal
from stapsteen.profile.actions import write_down
from stapsteen.profile.variants import VARIANTS
from stapsteen.school.models import DayOff
from stapsteen.signals.models import SignalSpell
from stapsteen.week.changes import work
from stapsteen.week.models import Enrolment, Plan, WeekChange
from stapsteen.week.planning.actions import put_in_force
from stapsteen.week.planning.calendar import open_feed
from stapsteen.week.versions.actions import start_working_version
from stapsteen.week.versions.state import movable_of

FAMILIES = (
    "home",
    "about",
    "instruction",
    "themes",
    "coverage",
    "exchange",
    "school",
    "profile",
    "planning",
    "changes",
    "workshops",
    "results",
    "evidence",
    "curriculum",
    "route",
    "signals",
    "conversations",
    "goal_files",
    "methods",
)
A_WEEK = timedelta(weeks=1)
OF_A_GOAL = ("goal", "edit", "split", "merge", "retire", "restore", "record")
OF_A_VERSION = (
    "planning:edit",
    "planning:places",
    "planning:lesson",
    "planning:move",
    "planning:undo_move",
    "planning:redo_move",
    "planning:lock",
    "planning:rest",
    "planning:changes",
    "planning:publish",
    "planning:drop_version",
)
ABOUT_A_LESSON = ("planning:places", "planning:lesson")


@dataclass(frozen=True)
class World:
    """A school in which every page has something to show, and the number of each thing."""

    everybody: Cast
    arguments: dict[str, list[object]]
    lesson: str


def world() -> World:
    """Make it."""
    everybody = ready()
    plan = planned(everybody)
    other = planned(everybody, allowed=30)
    decided = put_in_force(plan, by=everybody.principal)
    off = DayOff.objects.create(
        year=everybody.year,
        name="Vrij",
        kind="study_day",
        starts=everybody.year.starts,
        ends=everybody.year.starts,
    )
    batch = ImportBatch.objects.create(
        school=everybody.school, file_name="x", digest="x", format="x"
    )
    decision = write_down(
        everybody.school, "ambition", VARIANTS[2].positions, by=everybody.principal
    )
    feed = open_feed(person_of(everybody.pupil), by=everybody.pupil)
    version = start_working_version(plan, by=everybody.principal)
    return World(
        everybody,
        {
            "exchange:preview": ["x" * 43],
            "exchange:undo": [batch.pk],
            "school:group": [everybody.group.pk],
            "school:put_in": [everybody.group.pk],
            "school:gym": [everybody.room.pk],
            "school:remove_day_off": [off.pk],
            "school:undo_year": ["no-mark"],
            "profile:take_back": [decision.pk],
            "planning:stop": [plan.run.pk],
            "planning:use": [plan.pk],
            "planning:undo_use": [decided.pk],
            "planning:why": [plan.pk, plan.solution["meets"][0]["event"]],
            "planning:costs": [plan.pk],
            "planning:difference": [plan.pk, other.pk],
            "planning:feed": [feed.token],
            "planning:start_version": [plan.pk],
            **{name: [version.pk] for name in OF_A_VERSION},
            **_changes(everybody, plan),
            **_curriculum(everybody),
            **_goal_files(everybody),
            **of_methods(everybody),
            **_results(everybody),
            **_evidence(everybody),
            **_route(everybody),
            **_signals(everybody),
            **of_coverage(everybody),
            **of_themes(everybody),
            **of_instruction(everybody),
            **_workshops(everybody),
        },
        movable_of(version).draft.blocks[0].id,
    )


def _workshops(everybody: Cast) -> dict[str, list[object]]:
    """A round with a workshop, in which the pupil has a seat."""
    round_ = make_round(everybody)
    session = make_workshop(everybody, round_)
    seat = Enrolment.objects.create(
        session=session, pupil=person_of(everybody.pupil), state="seated"
    )
    of_a_seat = ("confirm", "remove", "attend", "leave")
    return {f"workshops:{page}": [seat.pk] for page in of_a_seat} | {
        "workshops:offer": [round_.pk],
        "workshops:deal": [round_.pk],
        "workshops": [session.pk],
    }


def _changes(everybody: Cast, plan: Plan) -> dict[str, list[object]]:
    """A proposal for a day without the teacher, and an adjusted week.

    The pages are looked at here, not how good the proposal is: it is searched for a moment only.
    """
    with patch.object(work, "DAY_SECONDS", 0.2):
        change = ill(everybody, everybody.teacher)
    week = WeekChange.objects.create(before=plan, run=plan.run, plan=plan)
    of_a_day = ("proposal", "progress", "accept", "take_back", "back")
    return {f"changes:{page}": [change.pk] for page in of_a_day} | {
        f"changes:{page}": [week.pk] for page in ("week", "week_progress")
    }


def _results(everybody: Cast) -> dict[str, list[object]]:
    """Results that came in, and a key of a programme."""
    source = EvidenceSource.objects.create(
        school=everybody.school, kind="software", name="Oefenapp"
    )
    key = EvidenceKey.objects.create(source=source, digest="0" * 64)
    batch = EvidenceImport.objects.create(school=everybody.school, source=source, rows=1)
    return {"results:look": ["x" * 43], "results:take_back": [batch.pk], "results:revoke": [key.pk]}


def _evidence(everybody: Cast) -> dict[str, list[object]]:
    """A goal that the pupil works on, and an observation with a photo."""
    goal = goal_of_dina(everybody)
    key, dina = uuid4(), person_of(everybody.pupil)
    seen = observe(everybody.teacher, [dina], [goal], 3, device_key=key, media=[photo()])
    file = seen[0].media.get()
    return {
        "evidence:take_back": [key],
        "evidence:seen": [dina.pk],
        "evidence:decide": [dina.pk],
        "evidence:withdraw": [dina.pk, seen[0].pk],
        "evidence:media": [file.pk],
        "evidence:assess": [goal.pk],
    }


def _goal_files(everybody: Cast) -> dict[str, list[object]]:
    """A file of goals that was brought in."""
    done = bring_in(None, everybody.school, files.file(files.goal("a")), "doelen.json")
    framework = GoalImport.objects.get(pk=done.number).framework
    return {
        "goal_files:look": ["x" * 43],
        "goal_files:undo": [done.number],
        "goal_files:give": [framework.pk],
    }


def _route(everybody: Cast) -> dict[str, list[object]]:
    """What the pupil works on, a goal in its own words, and less freedom for now."""
    dina = person_of(everybody.pupil)
    held = PersonalGoal.objects.filter(person=dina, goal__isnull=False).first()
    assert held is not None
    PersonalGoal.objects.create(
        person=dina, own_title="Een hut bouwen", kind="own", starts=held.starts
    )
    day = timezone.localdate() + A_WEEK
    agreed = agree_freedom(
        everybody.teacher, dina, "goals", "together", review_on=day, reason="Dina is eraan toe."
    )
    return {
        "route:of": [dina.pk],
        "route:everything": [dina.pk],
        "route:stone": [dina.pk, held.goal_id],
        "route:pick": [dina.pk, held.goal_id],
        "route:own": [dina.pk],
        "route:step": [dina.pk, held.pk, "kan"],
        "route:reading": [dina.pk],
        "route:freedom": [dina.pk],
        "route:end_freedom": [dina.pk, agreed.pk],
    }


def _curriculum(everybody: Cast) -> dict[str, list[object]]:
    """A goal of the school with one before it, which was changed and spoken in."""
    goal = make_goal(everybody.school, "Telt verder", make_goal(everybody.school, "Telt", step=8))
    change = edit_goal(everybody.principal, goal, words("Telt verder tot 100"), place_of(goal))
    assert change is not None
    spoken = keep_recording(everybody.teacher, goal, "nl", voice().file)
    return {
        **{f"curriculum:{page}": [goal.pk] for page in OF_A_GOAL},
        "curriculum:undo": [change.pk],
        "curriculum:listen": [spoken.pk],
        "curriculum:unrecord": [spoken.pk],
    }


def _signals(everybody: Cast) -> dict[str, list[object]]:
    """A signal that was put aside, and a conversation with something on the agenda."""
    dina = person_of(everybody.pupil)
    spell = SignalSpell.objects.create(
        school=everybody.school,
        person=dina,
        kind="no_goal",
        details={"weeks": 3},
        since=everybody.year.starts,
        seen_on=timezone.localdate(),
    )
    aside = spell.snoozes.create(until=timezone.localdate(), reason="Er loopt al iets")
    talk = plan_talk(everybody.teacher, dina, timezone.localdate(), topic="Lezen")
    of_a_talk = ("talk", "move", "cancel", "bring_back", "add", "add_all")
    return {f"conversations:{page}": [talk.pk] for page in of_a_talk} | {
        "conversations:plan": [dina.pk],
        "conversations:take_off": [talk.pk, talk.topics.get().pk],
        "signals:put_aside": [dina.pk],
        "signals:wake": [aside.pk],
    }


def names() -> list[str]:
    """The names of all pages of our own."""
    return sorted(name for name in _names(get_resolver()) if name.partition(":")[0] in FAMILIES)


def _names(resolver: URLResolver, space: str = "") -> list[str]:
    found = []
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            found += _names(one, inner)
        elif isinstance(one, URLPattern) and one.name:
            found.append(space + one.name)
    return found


def address(world: World, name: str) -> str:
    """The address of a page."""
    pattern = world.arguments.get(name) or []
    if name in ABOUT_A_LESSON:
        return f"{reverse(name, args=pattern)}?event={world.lesson}"
    if not pattern and name.startswith("workshops:"):
        try:
            return reverse(name)
        except Exception:  # noqa: BLE001 - it wants the number of a session
            return reverse(name, args=world.arguments["workshops"])
    return reverse(name, args=pattern)
