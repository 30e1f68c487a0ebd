"""Making, changing, splitting, merging and retiring goals. Nothing that was learnt is lost by it.

Splitting and merging touch what people work on and what is planned: call those of
``week.changed_goals``, which bring both along. So does undoing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.curriculum.access import may_change_curriculum, may_change_goal, may_make_goals
from stapsteen.curriculum.changing import (
    LINKS,
    Pairs,
    difference,
    photograph,
    put_back,
    says_nothing,
)
from stapsteen.curriculum.models import CoreObjective, Framework, Goal, GoalChange
from stapsteen.curriculum.queries import graph_of
from stapsteen.curriculum.telling import new_cycle_told
from stapsteen.curriculum.wording import (
    Place,
    Wording,
    refuse_bad_place,
    refuse_bad_wording,
)
from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import School

OWN = "own"
MOST_PARTS = 6
Kind = GoalChange.Kind


@transaction.atomic
def make_goal(by: Viewer, wording: Wording, place: Place) -> Goal:
    """Make a goal of the school's own."""
    school = place.subject.school
    _refuse(by.school == school and may_make_goals(by))
    refuse_bad_wording(wording)
    refuse_bad_place(place)
    made = _kept(by, school, Kind.MADE, [], lambda: [_new(wording, place)])
    assert made is not None
    return made.goal


@transaction.atomic
def edit_goal(by: Viewer, goal: Goal, wording: Wording, place: Place) -> GoalChange | None:
    """Give a goal other words or another place; None when nothing differs.

    Raises ``Refused`` when it would have to wait for itself, and says through which goals.
    """
    _refuse(may_change_goal(by, goal))
    refuse_bad_wording(wording)
    refuse_bad_place(place, goal)
    if goal.subject_id != place.subject.pk:
        raise Refused(_("Een doel blijft bij zijn vak."), _("Maak bij het andere vak een doel."))

    def write() -> list[Goal]:
        Goal.objects.filter(pk=goal.pk).update(
            **wording.as_fields(), step=place.step, progression=place.progression
        )
        wanted = {(goal.pk, one.pk) for one in place.needs}
        now = {pair for pair in LINKS["needs"].touching([goal.pk]) if pair[0] == goal.pk}
        LINKS["needs"].remove(now - wanted)
        LINKS["needs"].write(wanted - now)
        goal.objectives.set(place.objectives)
        return []

    return _kept(by, goal.school, Kind.EDITED, [goal], write)


@transaction.atomic
def retire_goal(by: Viewer, goal: Goal) -> GoalChange:
    """Offer a goal no longer. What was learnt on it stays, and who works on it goes on."""
    _refuse(may_change_curriculum(by) and goal.school == by.school)
    _refuse_retired([goal])
    return _changed(by, Kind.RETIRED, goal, lambda: _retire([goal]))


@transaction.atomic
def restore_goal(by: Viewer, goal: Goal) -> GoalChange:
    """Offer a retired goal again."""
    _refuse(may_change_curriculum(by) and goal.school == by.school)
    if goal.retired_on is None:
        raise Refused(_("Dit doel is in gebruik."), _("Je hoeft niets te doen."))
    if goal.became.exists():
        raise Refused(
            _("Dit doel is opgegaan in andere doelen."), _("Draai dat terug om het weer te hebben.")
        )
    return _changed(
        by, Kind.RESTORED, goal, lambda: Goal.objects.filter(pk=goal.pk).update(retired_on=None)
    )


@transaction.atomic
def split_goal(by: Viewer, goal: Goal, parts: Sequence[Wording]) -> GoalChange:
    """Make parts of a goal. Each needs what the goal needed; what needed the goal needs all parts."""
    _refuse(may_change_curriculum(by) and goal.school == by.school)
    _refuse_retired([goal])
    if not 2 <= len(parts) <= MOST_PARTS:
        raise Refused(_("Een doel splits je in 2 tot 6 delen."), _("Vul twee delen in of meer."))
    for wording in parts:
        refuse_bad_wording(wording)

    def write() -> list[Goal]:
        place = Place(goal.subject, goal.step, goal.progression)
        made = [_new(wording, place, goal.position) for wording in parts]
        _succeed([goal], made)
        return made

    change = _kept(by, goal.school, Kind.SPLIT, [goal], write)
    assert change is not None
    return change


@transaction.atomic
def merge_goals(by: Viewer, goals: Sequence[Goal], wording: Wording) -> GoalChange:
    """Make one goal of several of a subject; it stands at the step of the last of them."""
    school = goals[0].school if goals else None
    ours = all(one.school == school for one in goals)
    _refuse(may_change_curriculum(by) and ours and school == by.school)
    _refuse_retired(goals)
    if len(set(goals)) < 2 or len({one.subject_id for one in goals}) > 1:
        raise Refused(
            _("Samenvoegen gaat met twee of meer doelen van een vak."),
            _("Kies er nog een doel bij."),
        )
    refuse_bad_wording(wording)

    def write() -> list[Goal]:
        last = max(goals, key=lambda one: one.step)
        made = [_new(wording, Place(last.subject, last.step, last.progression), last.position)]
        _succeed(goals, made)
        return made

    change = _kept(by, goals[0].school, Kind.MERGED, goals, write)
    assert change is not None
    return change


@transaction.atomic
def undo_change(by: Viewer, change: GoalChange) -> None:
    """Take a change back: everything is exactly as it was. A goal that was made is gone.

    Raises ``Refused`` when something was changed on top of it, or somebody has worked on what it made.
    """
    change = GoalChange.objects.select_for_update().select_related("goal__school").get(pk=change.pk)
    small = change.kind in (Kind.MADE, Kind.EDITED)
    allowed = may_change_goal(by, change.goal) if small else may_change_curriculum(by)
    _refuse(allowed and change.goal.school == by.school)
    if change.undone_at is not None:
        raise Refused(_("Dit is al teruggedraaid."), _("Je hoeft niets te doen."))
    school = change.goal.school
    record(by, school, "undo_goal_change", f"{change.kind} {change.goal_id}")
    GoalChange.objects.filter(pk=change.pk).update(undone_at=timezone.now(), undone_by=by.pk)
    put_back(change)
    back = {(goal, needed) for goal, needed in change.before["needs"]}
    in_use = [int(number) for number, fields in change.before["goals"].items() if "retired_on" in fields]  # fmt: skip
    _refuse_circles(school, back | LINKS["needs"].touching(in_use))


def _kept(
    by: Viewer, school: School, kind: Kind, goals: Sequence[Goal], write: Callable[[], list[Goal]]
) -> GoalChange | None:
    """Do something to goals and keep what differs; ``write`` gives the goals it made."""
    numbers = [one.pk for one in goals]
    held = Goal.objects.select_for_update().filter(pk__in=numbers).order_by("pk")
    now = {one.pk: one.retired_on for one in held}
    if any(now.get(one.pk) != one.retired_on for one in goals):
        raise Refused(_("Iemand anders veranderde dit doel zojuist."), _("Bekijk het opnieuw."))
    before = photograph(numbers)
    made = write()
    about = [*goals, *made]
    was, became = difference(before, photograph([one.pk for one in about]))
    if says_nothing(became, was):
        return None
    _refuse_circles(school, {(goal, needed) for goal, needed in became["needs"]})
    change = GoalChange.objects.create(
        goal=about[0], kind=kind, before=was, after=became, by_id=by.pk
    )
    change.also.set(about[1:])
    record(by, school, f"goal_{kind}", about[0].title)
    return change


def _changed(by: Viewer, kind: Kind, goal: Goal, write: Callable[[], object]) -> GoalChange:
    def done() -> list[Goal]:
        write()
        return []

    change = _kept(by, goal.school, kind, [goal], done)
    assert change is not None
    _refuse_circles(goal.school, LINKS["needs"].touching([goal.pk]))
    return change


def _new(wording: Wording, place: Place, position: int = 0) -> Goal:
    """A goal in the school's own framework, with its links."""
    school = place.subject.school
    own, _new = Framework.objects.get_or_create(
        school=school, key=OWN, defaults={"name": "Van de school", "source": Framework.Source.OWN}
    )
    goal = Goal.objects.create(
        school=school,
        framework=own,
        key=str(uuid4()),
        subject=place.subject,
        progression=place.progression,
        step=place.step,
        position=position,
        **wording.as_fields(),
    )
    LINKS["needs"].write([(goal.pk, one.pk) for one in place.needs])
    goal.objectives.set(place.objectives)
    return goal


def _succeed(olds: Sequence[Goal], news: Sequence[Goal]) -> None:
    """Let new goals take the place of old ones in every link, and retire the old ones."""
    old, new = {one.pk for one in olds}, {one.pk for one in news}
    needs = LINKS["needs"].touching(old)
    first = {needed for goal, needed in needs if goal in old} - old
    then = {goal for goal, needed in needs if needed in old} - old
    _add("needs", {(goal, needed) for goal in new for needed in first})
    _add("needs", {(goal, needed) for goal in then for needed in new})
    LINKS["needs"].remove([pair for pair in needs if pair[0] in then])
    served = CoreObjective.objects.filter(goals__in=old).values_list("pk", flat=True)
    _add("objectives", {(goal, objective) for goal in new for objective in served})
    lessons = {lesson for lesson, _goal in LINKS["lessons"].touching(old)}
    _add("lessons", {(lesson, goal) for lesson in lessons for goal in new})
    wholes = {whole for _goal, whole in LINKS["wholes"].touching(old)}
    _add("wholes", {(goal, whole) for goal in new for whole in wholes})
    LINKS["became"].write([(was, now) for was in sorted(old) for now in sorted(new)])
    _retire(olds)


def _add(name: str, pairs: Pairs) -> None:
    """Make the pairs that are not there yet."""
    ends = {end for pair in pairs for end in pair}
    LINKS[name].write(sorted(pairs - LINKS[name].touching(ends)))


def _retire(goals: Iterable[Goal]) -> None:
    Goal.objects.filter(pk__in=[one.pk for one in goals]).update(retired_on=timezone.localdate())


def _refuse_circles(school: School, pairs: Pairs) -> None:
    """Raise ``Refused`` when one of these needs makes a goal wait for itself."""
    if not pairs:
        return
    graph = graph_of(school)
    for goal, needed in sorted(pairs):
        if goal in graph.by_key and (cycle := graph.would_close(goal, needed)):
            titles = [graph.by_key[key].title for key in (cycle[-1], *cycle[:-1])]
            raise Refused(new_cycle_told(titles), _("Kies een doel dat eerder komt."))


def _refuse_retired(goals: Iterable[Goal]) -> None:
    if any(one.retired_on for one in goals):
        raise Refused(_("Dit doel is uit gebruik."), _("Neem het eerst weer in gebruik."))


def _refuse(allowed: bool) -> None:  # noqa: FBT001
    if not allowed:
        raise Refused(
            _("Dit doel mag je niet veranderen."),
            _("Vraag de schoolleider, de intern begeleider of de beheerder."),
        )
