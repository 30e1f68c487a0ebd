"""What was seen of a pupil, goal by goal, in words and pictures: for who guides it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stapsteen.accounts.models import User
from stapsteen.curriculum.models import Goal
from stapsteen.learning.levels import Level, OwnView
from stapsteen.learning.models import Evidence
from stapsteen.learning.queries.evidence import goals_worked_on, seen_of
from stapsteen.learning.queries.mastery import shown_for
from stapsteen.learning.queries.successors import stands_for
from stapsteen.mastery.showing import Change, Shown, Word
from stapsteen.school.access import has_role
from stapsteen.school.models import Person, RoleKind
from stapsteen.web.evidence.choosing import PICTURES
from stapsteen.web.evidence.own import WEATHER

Kind = Evidence.Kind
AT_FIRST = 3  # pieces of evidence that are in sight at once with each goal
# What the learner model does with each kind: docs/explanation/mastery.md.
TELLS: dict[str, str | Promise] = {
    Kind.ANSWER: gettext_lazy("een antwoord zegt een beetje"),
    Kind.PERCENTAGE: gettext_lazy("telt als hooguit vijf antwoorden"),
    Kind.OBSERVATION: gettext_lazy("zegt veel"),
    Kind.SELF: gettext_lazy("om over te praten, telt niet mee"),
    Kind.DECISION: gettext_lazy("gaat voor"),
}


@dataclass(frozen=True)
class Row:
    """One piece of evidence in words and a picture."""

    one: Evidence
    said: str
    picture: str
    tells: str | Promise
    by: str
    may_withdraw: bool
    came_from: Goal | None = None
    """The goal on which it was gathered, when that was split or merged since."""


@dataclass(frozen=True)
class OfGoal:
    """All that is known of a pupil and a goal."""

    goal: Goal
    shown: Shown
    rows: list[Row]

    @property
    def first(self) -> list[Row]:
        return self.rows[:AT_FIRST]

    @property
    def earlier(self) -> list[Row]:
        return self.rows[AT_FIRST:]

    @property
    def next_ten(self) -> str:
        """What to expect of ten more tasks; nothing while too little was seen to say so."""
        if self.shown.word is Word.NOT_ENOUGH:
            return ""
        ten = self.shown.next_ten
        about, low, high = round(ten.expected), ten.low, ten.high
        return _("Ongeveer %(about)s van de volgende 10 goed (waarschijnlijk %(low)s tot %(high)s).") % {
            "about": about, "low": low, "high": high,
        }  # fmt: skip

    @property
    def disagrees(self) -> bool:
        """Whether sources say different things: something to talk about."""
        return self.shown.change is Change.TALK


def by_goal(viewer: User, person: Person, page: int) -> tuple[list[OfGoal], bool]:
    """The goals of which something was seen, the newest first, and then those that are worked on; whether there is more.

    What was seen on a goal that was split or merged stands with what that became.
    """
    withdraws_all = has_role(viewer, RoleKind.CARE_COORDINATOR)
    seen, more = seen_of(viewer, person, page)
    now = stands_for(person.school, {one.goal for one in seen})
    rows: dict[Goal, list[Row]] = {}
    for one in seen:
        row = _row(one, may_withdraw=withdraws_all or one.by_id == viewer.pk)
        for goal in now.get(one.goal_id, [one.goal]):
            came_from = one.goal if goal != one.goal else None
            rows.setdefault(goal, []).append(replace(row, came_from=came_from))
    for worked_on in goals_worked_on([person]) if page == 1 else ():
        rows.setdefault(worked_on.goal, [])
    return _with_words(person, rows), more


def _with_words(person: Person, rows: dict[Goal, list[Row]]) -> list[OfGoal]:
    goals: Collection[Goal] = rows.keys()
    shown = shown_for(person, goals)
    return [OfGoal(goal, shown[goal.pk], some) for goal, some in rows.items()]


def _row(one: Evidence, *, may_withdraw: bool) -> Row:
    said, picture = _said(one)
    return Row(one, said, picture, TELLS[one.kind], _by(one), may_withdraw)


def _by(one: Evidence) -> str:
    """Who saw it: a person by name, else what the source is called."""
    person = one.by.person if one.by else None
    person = person or (one.source.observer if one.source else None)
    if person:
        return person.name
    return one.source.name if one.source else ""


def _said(one: Evidence) -> tuple[str, str]:
    """What was seen, in words, and its picture."""
    if one.kind == Kind.OBSERVATION:
        level = Level(int(one.value))
        return str(level.label), PICTURES[level]
    if one.kind == Kind.SELF:
        view = OwnView(int(one.value))
        return str(view.label), WEATHER[view]
    if one.kind == Kind.DECISION:
        return (_("Beheerst"), "checklist") if one.value else (_("Nog niet"), "hourglass")
    if one.kind == Kind.ANSWER:
        return (_("Goed"), "page") if one.value else (_("Fout"), "page")
    right = round(one.value * (one.out_of or 0))
    return _("%(right)s van de %(all)s goed") % {"right": right, "all": one.out_of or "?"}, "page"
