"""A person's route: what lies behind, what is under way, what can be chosen now, and the own goals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import get_language

from stapsteen.curriculum.models import Goal, GoalRecording
from stapsteen.learning.access_goals import Say, Side, Verb, personal_goals_for, say_of
from stapsteen.learning.models import PersonalGoal
from stapsteen.learning.queries.mastery import shown_for
from stapsteen.learning.queries.successors import made_from, stands_for
from stapsteen.learning.queries.suggestions import Suggestion, suggestions_for
from stapsteen.mastery.evidence import EPOCH, days
from stapsteen.mastery.showing import AGAIN_AFTER, Shown, Word
from stapsteen.school.access import Viewer
from stapsteen.school.models import Person

State = PersonalGoal.State
UNDER_WAY = (State.CHOSEN, State.BUSY, State.CLAIMED)
REACHED = (State.AGREED, State.KEPT_UP)


@dataclass(frozen=True)
class Stone:
    """One goal on the route; ``goal`` is None for a goal in own words. ``recording``: its spoken wording.

    ``became``: what stands for it now, when it was split or merged; its mastery is told there. ``came_from``:
    the goals of which what was seen counts for this one.
    """

    goal: Goal | None
    held: PersonalGoal | None = None
    shown: Shown | None = None
    suggestion: Suggestion | None = None
    recording: int | None = None
    became: tuple[Goal, ...] = ()
    came_from: tuple[Goal, ...] = ()

    @property
    def word(self) -> Word:
        """What may be said of its mastery; also of what nothing was seen of."""
        return self.shown.word if self.shown else Word.NOT_ENOUGH

    @property
    def is_long_ago(self) -> bool:
        """Whether it was shown, and so long ago that it may be looked at once more."""
        if self.word is not Word.SHOWN or self.held or self.shown is None:
            return False
        last = self.shown.last
        return last is not None and days(timezone.now()) - last > AGAIN_AFTER


@dataclass(frozen=True)
class Route:
    """The stones of one person, and what the viewer has to say about them.

    ``behind`` has the ones last seen, oldest first; ``earlier`` is how many more there are. ``here`` has
    the goals that were chosen last; ``beside`` is how many more are under way. ``claimed`` has, for who
    guides, what the pupil says it can do, own goals as well: that waits for a look, and lies nowhere else.
    """

    person: Person
    say: Say
    behind: list[Stone]
    earlier: int
    here: list[Stone]
    beside: int
    claimed: list[Stone]
    proposed: list[Stone]
    ahead: list[Stone]
    own: list[Stone]


def route_of(viewer: Viewer, person: Person, most: int = 4, *, say: Say | None = None) -> Route:
    """The route of a person as a viewer may see it, in a fixed number of queries; no evidence is read."""
    say = say or say_of(viewer, person)
    held = list(personal_goals_for(viewer, person).filter(ends__isnull=True).order_by("pk"))
    is_pupil = say.side is not Side.OWNER
    shown = shown_for(person) if is_pupil else {}
    ahead = _ahead(person, say, shown) if is_pupil else []
    to_choose = {one.goal.pk for one in ahead if one.goal}
    past = [key for key in _past(held, shown) if key not in to_choose]
    latest = Goal.objects.in_bulk(past[-most:]) if past else {}
    reached = {one.goal_id: one for one in held if one.state in REACHED}
    now = stands_for(person.school, [one.goal for one in reached.values() if one.goal])
    stones = [Stone(one.goal, one, shown.get(one.goal_id or 0)) for one in held]
    claimed = [one for one in stones if say.side is Side.GUIDE and _is_claimed(one)]
    stones = [one for one in stones if one not in claimed]
    of_school = [one for one in stones if one.goal is not None]
    here = [one for one in of_school if one.held and one.held.state in UNDER_WAY]
    route = Route(
        person=person,
        say=say,
        behind=[
            Stone(latest[key], reached.get(key), shown.get(key), became=tuple(now.get(key, ())))
            for key in past[-most:]
        ],
        earlier=max(len(past) - most, 0),
        here=here[-most:],
        beside=max(len(here) - most, 0),
        claimed=claimed,
        proposed=[one for one in of_school if one.held and one.held.state == State.OPEN],
        ahead=ahead,
        own=[one for one in stones if one.goal is None],
    )
    return _with_voices(route)


def _is_claimed(stone: Stone) -> bool:
    return stone.held is not None and stone.held.state == State.CLAIMED


def _past(held: Sequence[PersonalGoal], shown: Mapping[int, Shown]) -> list[int]:
    """The goals that lie behind, the latest last: seen, or agreed on, and nobody works on them now."""
    at = {key: one.last or 0.0 for key, one in shown.items()}
    for one in held:
        if one.goal_id is None:
            continue
        if one.state in REACHED:
            begun = float((one.starts - EPOCH.date()).days)
            at[one.goal_id] = max(at.get(one.goal_id, 0.0), begun)
        else:
            at.pop(one.goal_id, None)
    return sorted(at, key=at.__getitem__)


def _ahead(person: Person, say: Say, shown: dict[int, Shown]) -> list[Stone]:
    found = suggestions_for(person, say.policy, shown, say.set_out)
    return [Stone(one.goal, shown=shown.get(one.goal.pk), suggestion=one) for one in found]


def _with_voices(route: Route) -> Route:
    """The same with what the school has recorded in the reader's language. One query."""
    parts = (route.behind, route.here, route.claimed, route.proposed, route.ahead)
    voices = voices_of(one.goal.pk for stones in parts for one in stones if one.goal)
    behind, here, claimed, proposed, ahead = (
        [replace(one, recording=voices.get(one.goal.pk if one.goal else 0)) for one in stones]
        for stones in parts
    )
    return replace(route, behind=behind, here=here, claimed=claimed, proposed=proposed, ahead=ahead)


def voices_of(goals: Iterable[int]) -> dict[int, int]:
    """For each goal the newest recording in the reader's language, if there is one. One query."""
    language = (get_language() or "nl")[:2]
    found = GoalRecording.objects.filter(goal__in=list(goals), language__startswith=language)
    return dict(found.order_by("made_at", "pk").values_list("goal", "pk"))


def goals_under_way(viewer: Viewer, person: Person, most: int = 3) -> list[PersonalGoal]:
    """The goals that a person chose last and works on, for a first screen. A few queries."""
    held = personal_goals_for(viewer, person).filter(ends__isnull=True, state__in=UNDER_WAY)
    return list(held.order_by("-pk")[:most])


def everything_seen(viewer: Viewer, person: Person) -> list[Stone]:
    """Every goal of which something was seen or agreed, in the order of the lines."""
    held = personal_goals_for(viewer, person).filter(ends__isnull=True, goal__isnull=False)
    by_goal = {one.goal_id: one for one in held}
    shown = shown_for(person)
    goals = Goal.objects.filter(pk__in={*shown, *by_goal}).select_related("subject")
    now = stands_for(person.school, goals)
    return [
        Stone(goal, by_goal.get(goal.pk), shown.get(goal.pk), became=tuple(now.get(goal.pk, ())))
        for goal in goals
    ]


def stone_of(viewer: Viewer, person: Person, goal: Goal) -> Stone:
    """One goal on somebody's route."""
    held = personal_goals_for(viewer, person).filter(goal=goal, ends__isnull=True).first()
    now = tuple(stands_for(person.school, [goal]).get(goal.pk, ()))
    shown = None if now else shown_for(person, [goal])[goal.pk]
    voice = voices_of([goal.pk]).get(goal.pk)
    before = tuple(made_from(person.school, goal))
    return Stone(goal, held, shown, recording=voice, became=now, came_from=before)


def may_now(say: Say, stone: Stone) -> set[Verb]:
    """What can be done with a stone now, from this side."""
    held = stone.held
    if held is None:
        is_new = stone.word is not Word.SHOWN or stone.is_long_ago
        able = stone.goal is not None and is_new and say.may_set(stone.goal)
        return {verb for verb in (Verb.SET, Verb.PROPOSE) if able and say.may(verb)}
    may: set[Verb] = {
        verb for verb, states in STANDS.items() if held.state in states and say.may(verb)
    }
    if held.state == State.OPEN and say.may_take(held):
        may.add(Verb.TAKE)
    return may


STANDS = {
    Verb.START: (State.CHOSEN,),
    Verb.CLAIM: (State.CHOSEN, State.BUSY),
    Verb.AGREE: UNDER_WAY,
    Verb.KEEP_UP: (State.AGREED,),
    Verb.LET_GO: (State.OPEN, *UNDER_WAY),
}
