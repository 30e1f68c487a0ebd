"""Goals of a file, written beside those that the school has: a few statements, whatever their number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from stapsteen.curriculum.coming.fields import Place, fields_of
from stapsteen.curriculum.coming.history import Chosen, chosen_in, write_history
from stapsteen.curriculum.coming.objectives import Objective
from stapsteen.curriculum.identity import identifier_of_goal, identifier_of_line
from stapsteen.curriculum.models import Framework, Goal, GoalChange, Progression
from stapsteen.curriculum.outline import Outline, OutlineGoal
from stapsteen.school.models import Subject

BATCH = 100  # rows of a statement that changes them: SQLite takes no more in one
CHANGING = (
    "subject", "progression", "step", "year_groups", "title", "title_en", "pupil_title",
    "pupil_title_en", "description", "code", "uri", "quick_check", "quick_check_en", "pictogram",
    "position", "retired_on",
)  # fmt: skip
Fields = dict[str, Any]
Lines = Mapping[tuple[int, str], Progression]


@dataclass
class Goals:
    """What became of the goals of a file. ``numbers`` gives the number of each key."""

    numbers: dict[str, int] = field(default_factory=dict)
    objectives: dict[int, tuple[Objective, ...]] = field(default_factory=dict)
    chosen: Chosen = field(default_factory=Chosen)
    new: list[Goal] = field(default_factory=list)
    changed: list[tuple[Goal, Fields, Fields]] = field(default_factory=list)
    moved: list[Goal] = field(default_factory=list)
    same: int = 0
    kept: list[Goal] = field(default_factory=list)
    retired: list[Goal] = field(default_factory=list)
    restored: list[Goal] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind; what is kept and what is restored may be changed or the same too."""
        kinds = ("new", "changed", "retired", "restored", "kept")
        return {kind: len(getattr(self, kind)) for kind in kinds} | {"same": self.same}

    @property
    def entries(self) -> dict[str, Any]:
        """Which rows were touched, for taking it back."""
        return {
            "new": [one.pk for one in self.new],
            "changed": [[one.pk, before, after] for one, before, after in self.changed],
            "retired": [one.pk for one in self.retired],
            "restored": [one.pk for one in self.restored],
        }


def write_goals(
    framework: Framework, outline: Outline, subjects: Mapping[str, Subject], *, retire: bool
) -> Goals:
    """Make new goals, change what reads otherwise, retire what has gone, bring back what returned."""
    known = _known(framework)
    done = Goals(chosen=chosen_in(framework))
    lines = _lines(framework, outline, subjects)
    seen: set[int] = set()
    for position, goal in enumerate(_once(outline)):
        now = known.get(goal.key)
        subject = subjects[goal.subject or outline.name]
        if not outline.whole:  # a part of a set keeps its places, and comes behind what is there
            position = now.position if now else len(known) + position  # noqa: PLW2901
        place = Place(subject, lines.get((subject.pk, goal.line)), position)
        if now is None:
            done.new.append(_new(framework, goal, place))
        else:
            seen.add(now.pk)
            _compare(done, goal, place, now)
    if retire:
        _retire(done, [one for one in known.values() if one.pk not in seen])
    _write(done)
    done.numbers = {key: one.pk for key, one in known.items()} | {
        one.key: one.pk for one in done.new
    }
    done.objectives = {done.numbers[goal.key]: goal.objectives for goal in _once(outline)}
    return done


def _once(outline: Outline) -> Collection[OutlineGoal]:
    """The goals of a file; of a key that is there twice the first holds."""
    first: dict[str, OutlineGoal] = {}
    for goal in outline.goals:
        first.setdefault(goal.key, goal)
    return first.values()


def _known(framework: Framework) -> dict[str, Goal]:
    """The goals of a set by their key, and by the identifier under which a school writes them."""
    goals = list(framework.goals.select_related("framework", "school"))
    return {identifier_of_goal(one): one for one in goals} | {
        one.key: one for one in goals if one.key
    }


def _lines(framework: Framework, outline: Outline, subjects: Mapping[str, Subject]) -> Lines:
    """The learning lines of the goals by subject and key; those that the school has are kept."""
    wanted = {
        (subjects[goal.subject or outline.name].pk, goal.line): None
        for goal in outline.goals
        if goal.line
    }
    there = framework.school.progressions.select_related("subject")
    found: dict[tuple[int, str], Progression] = {
        (one.subject_id, key): one
        for one in there
        for key in (identifier_of_line(one.subject.key, one.key), one.key)
    }
    names = {one.key: one for one in outline.lines}
    new = [
        Progression(
            school=framework.school,
            subject_id=subject,
            key=key[:120],
            name=names[key].name[:120],
            name_en=names[key].name_en[:120],
            position=position,
        )
        for position, (subject, key) in enumerate(wanted)
        if (subject, key) not in found and key in names
    ]
    made = Progression.objects.bulk_create(new)
    return found | {(one.subject_id, one.key): one for one in made}


def _new(framework: Framework, goal: OutlineGoal, place: Place) -> Goal:
    return Goal(
        school=framework.school,
        framework=framework,
        key=goal.key[:200],
        position=place.position,
        **fields_of(goal, place, None),
    )


def _compare(done: Goals, goal: OutlineGoal, place: Place, now: Goal) -> None:
    """Set a goal to what the file says, except what the school chose itself."""
    wanted = fields_of(goal, place, now)
    other = {name: value for name, value in wanted.items() if getattr(now, name) != value}
    own = done.chosen.fields.get(now.pk, set()) & set(other)
    if own:
        done.kept.append(now)
    changes = {name: value for name, value in other.items() if name not in own}
    if changes:
        done.changed.append((now, {name: getattr(now, name) for name in changes}, changes))
    elif now.position != place.position:
        done.moved.append(now)
    if not changes:
        done.same += 1
    for name, value in changes.items():
        setattr(now, name, value)
    now.position = place.position
    if now.retired_on is not None and now.pk in done.chosen.retired_by_file:
        now.retired_on = None
        done.restored.append(now)


def _retire(done: Goals, missing: list[Goal]) -> None:
    """Retire what the file does not have any more, except what the school brought back itself."""
    for goal in dict.fromkeys(missing):
        if goal.retired_on is None and goal.pk in done.chosen.brought_back:
            done.kept.append(goal)
        elif goal.retired_on is None:
            goal.retired_on = timezone.localdate()
            done.retired.append(goal)


def _write(done: Goals) -> None:
    done.new = Goal.objects.bulk_create(done.new, batch_size=500)
    changed = [one for one, _before, _after in done.changed]
    _hold(one.pk for one, _before, after in done.changed if "subject_id" in after)
    Goal.objects.bulk_update(dict.fromkeys([*changed, *done.restored]), CHANGING, batch_size=BATCH)
    Goal.objects.bulk_update(done.moved, ["position"], batch_size=500)
    Goal.objects.bulk_update(done.retired, ["retired_on"], batch_size=500)
    write_history(done.retired, GoalChange.Kind.RETIRED)
    write_history(done.restored, GoalChange.Kind.RESTORED)


def _hold(numbers: Iterable[int]) -> None:
    """Hold goals that go to another subject until the end.

    Evidence of them that is being written down is waited for, what comes next waits: it is of the new subject.
    """
    held = Goal.objects.select_for_update().filter(pk__in=list(numbers)).order_by("pk")
    list(held.values_list("pk"))


def undo_goals(entries: Mapping[str, Any]) -> int:
    """Take back what a file did to goals; how many somebody changed since, which stay as they are."""
    numbers = {one: after for one, _before, after in entries.get("changed", ())}
    _hold(one for one, after in numbers.items() if "subject_id" in after)
    goals = Goal.objects.in_bulk(numbers)
    left = 0
    back: list[Goal] = []
    for number, before, after in entries.get("changed", ()):
        goal = goals.get(number)
        if goal is None or any(getattr(goal, name) != value for name, value in after.items()):
            left += 1
            continue
        for name, value in before.items():
            setattr(goal, name, value)
        back.append(goal)
    Goal.objects.bulk_update(back, CHANGING, batch_size=BATCH)
    _set_retired([*entries.get("new", ()), *entries.get("restored", ())], retired=True)
    _set_retired(entries.get("retired", ()), retired=False)
    return left


def _set_retired(numbers: Collection[int], *, retired: bool) -> None:
    """Retire the goals that are in use, or bring back those that are not, and write that down."""
    goals = [
        one for one in Goal.objects.in_bulk(numbers).values() if (one.retired_on is None) == retired
    ]
    for goal in goals:
        goal.retired_on = timezone.localdate() if retired else None
    Goal.objects.bulk_update(goals, ["retired_on"], batch_size=500)
    write_history(goals, GoalChange.Kind.RETIRED if retired else GoalChange.Kind.RESTORED)
