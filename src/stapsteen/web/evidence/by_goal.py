"""What was seen of a pupil, goal by goal, in words and pictures: for who guides it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stapsteen.accounts.models import User
from stapsteen.curriculum.models import Goal
from stapsteen.learning.levels import Level, OwnView
from stapsteen.learning.models import Evidence
from stapsteen.learning.queries.evidence import goals_worked_on, seen_of
from stapsteen.learning.queries.mastery import shown_for
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
WORDS = {
    Word.NOT_ENOUGH: gettext_lazy("Nog niet genoeg gezien"),
    Word.NOT_YET: gettext_lazy("Nog niet"),
    Word.ON_THE_WAY: gettext_lazy("Onderweg"),
    Word.SHOWN: gettext_lazy("Laat het zien"),
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


@dataclass(frozen=True)
class OfGoal:
    """All that is known of a pupil and a goal. ``word`` is one of the four; its shape goes by its value."""

    goal: Goal
    shown: Shown
    rows: list[Row]

    @property
    def word(self) -> str | Promise:
        return WORDS[self.shown.word]

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


def by_goal(viewer: User, person: Person) -> list[OfGoal]:
    """The goals of which something was seen, the newest first, and then those that are worked on."""
    withdraws_all = has_role(viewer, RoleKind.CARE_COORDINATOR)
    rows: dict[Goal, list[Row]] = {}
    for one in seen_of(viewer, person):
        row = _row(one, may_withdraw=withdraws_all or one.by_id == viewer.pk)
        rows.setdefault(one.goal, []).append(row)
    for worked_on in goals_worked_on([person]):
        rows.setdefault(worked_on.goal, [])
    return _with_words(person, rows)


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
