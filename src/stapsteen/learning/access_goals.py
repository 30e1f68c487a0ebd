"""Who may do what with a person's goals: read from the policy of the school, and what was agreed.

``SAYS`` is the whole rule. A pupil and who guides it stand on either side of it; staff decide on
their own goals alone, and nobody else sees those. Where two sides set goals together the one proposes
(the goal is open) and the other takes it (it is chosen).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import QuerySet

from stapsteen.curriculum.models import Goal
from stapsteen.curriculum.set_out import SetOut, set_out_for
from stapsteen.learning.access import may_record, may_see_learning
from stapsteen.learning.models import PersonalGoal
from stapsteen.profile.policy import Decides, Policy
from stapsteen.profile.queries import policy_for
from stapsteen.school.access import Viewer, has_role, is_staff_member
from stapsteen.school.models import Person, Placement, RoleKind, SchoolYear


class Side(StrEnum):
    """From which side somebody looks at the goals of a person."""

    PUPIL = "pupil"
    GUIDE = "guide"
    OWNER = "owner"  # a member of staff, of their own goals
    NOBODY = "nobody"


class Verb(StrEnum):
    """What can be done with a goal."""

    PROPOSE = "propose"  # set it out: it waits for the other side
    SET = "set"  # set it alone: it is chosen at once
    TAKE = "take"  # choose what the other side proposed
    START = "start"
    CLAIM = "claim"
    AGREE = "agree"
    KEEP_UP = "keep_up"
    LET_GO = "let_go"


V = Verb
LOOKS = {V.AGREE, V.KEEP_UP}  # who guides looks whether it is so, whoever sets the goals

SAYS: dict[tuple[Side, Decides], frozenset[Verb]] = {
    (Side.PUPIL, "teacher"): frozenset({V.START}),
    (Side.GUIDE, "teacher"): frozenset({V.SET, V.TAKE, V.START, V.LET_GO, *LOOKS}),
    (Side.PUPIL, "together"): frozenset({V.PROPOSE, V.TAKE, V.START, V.CLAIM}),
    (Side.GUIDE, "together"): frozenset({V.PROPOSE, V.TAKE, V.START, V.LET_GO, *LOOKS}),
    (Side.PUPIL, "pupil"): frozenset({V.SET, V.TAKE, V.START, V.CLAIM, V.LET_GO}),
    (Side.GUIDE, "pupil"): frozenset({V.PROPOSE, *LOOKS}),
}
YEARS_AHEAD = {"convergent": 0, "divergent": 1, "own_line": 8}
"""How many year groups ahead of its own a pupil may choose; what comes earlier is never closed."""


@dataclass(frozen=True)
class Say:
    """What somebody has to say about the goals of a person. Asked once, it answers for every goal.

    ``year_group`` is that of a pupil today, None where that is no number (special education, staff).
    ``set_out`` has the goals that the method of the group brings now, where the method leads.
    """

    side: Side
    policy: Policy
    year_group: int | None = None
    set_out: Mapping[int, SetOut] = field(default_factory=dict)

    def may(self, verb: Verb) -> bool:
        """Whether this side may do this with a goal at all."""
        if self.side is Side.OWNER:
            return verb is not Verb.PROPOSE
        return verb in SAYS.get((self.side, self.policy.goals), frozenset())

    @property
    def sets(self) -> bool:
        """Whether this side may set goals: alone, or as a proposal to the other."""
        return self.may(Verb.SET) or self.may(Verb.PROPOSE)

    @property
    def sets_own(self) -> bool:
        """Whether goals in one's own words are among them."""
        return self.sets and (self.side is Side.OWNER or self.policy.content == "own")

    @property
    def sets_outside(self) -> bool:
        """Whether this side may set goals outside the national set, with a reason."""
        return self.side in (Side.GUIDE, Side.OWNER) and self.sets

    def in_reach(self, goal: Goal) -> bool:
        """Whether the pace lets the pupil choose a goal of this year group."""
        if self.side is Side.OWNER or self.year_group is None:
            return True
        return goal.year_group <= self.year_group + YEARS_AHEAD[self.policy.pace]

    def may_set(self, goal: Goal) -> bool:
        """Whether a goal of the school may be set without giving a reason.

        Where the method gives the order, a pupil takes what is set out and looks no further.
        """
        if goal.pk in self.set_out:
            return self.sets
        by_method = self.side is Side.PUPIL and self.policy.content == "method"
        return self.sets and not by_method and self.in_reach(goal)

    def may_take(self, held: PersonalGoal) -> bool:
        """Whether an open goal may be chosen: only what the other side proposed, or what is one's own."""
        if self.side is Side.OWNER or not self.may(Verb.TAKE):
            return self.side is Side.OWNER
        proposed_by_pupil = held.set_by is not None and held.set_by.person_id == held.person_id
        return proposed_by_pupil is (self.side is Side.GUIDE) or self.may(Verb.SET)


def say_of(viewer: Viewer, person: Person) -> Say:
    """What a viewer has to say about the goals of a person. At most eight queries."""
    policy, year_group = policy_for(person), year_group_of(person)
    set_out = set_out_for(person, year_group) if policy.content == "method" else {}
    return Say(side_of(viewer, person), policy, year_group, set_out)


def side_of(viewer: Viewer, person: Person) -> Side:
    """From which side a viewer looks at somebody's goals."""
    if viewer.school != person.school:
        return Side.NOBODY
    if viewer.person == person:
        if has_role(viewer, RoleKind.PUPIL):
            return Side.PUPIL
        return Side.OWNER if is_staff_member(viewer) else Side.NOBODY
    return Side.GUIDE if may_record(viewer, person) else Side.NOBODY


def year_group_of(person: Person) -> int | None:
    """The year group of a pupil in the school year that is open, when it is a number. One query."""
    placed = Placement.objects.filter(pupil=person, year__state=SchoolYear.State.OPEN)
    found = placed.values_list("year_group", flat=True).first() or ""
    return int(found) if found.isdigit() and int(found) else None


def personal_goals_for(viewer: Viewer, person: Person) -> QuerySet[PersonalGoal]:
    """The goals of a person that a viewer may see: a pupil's with its learning, staff's only their own."""
    goals = PersonalGoal.objects.filter(person=person)
    if viewer.person == person or may_see_learning(viewer, person):
        return goals.select_related("goal__subject", "set_by", "person__school")
    return goals.none()
