"""Reads of the profile: what holds on a day, and what it makes the software do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from stapsteen.profile.dimensions import Positions
from stapsteen.profile.models import AgreedFreedom, ProfileDecision
from stapsteen.profile.policy import Policy, effects, policy_of
from stapsteen.profile.variants import VARIANTS
from stapsteen.profile.words import Words
from stapsteen.school.access import on
from stapsteen.school.models import Person, School

START: Positions = VARIANTS[0].positions
"""Where a school stands that decided nothing yet: the year-class system, with nothing let go."""


@dataclass(frozen=True)
class Holding:
    """Positions that hold on a day. ``decision`` is empty while nobody has written any down."""

    positions: Positions
    decision: ProfileDecision | None


def holding(school: School, kind: str, day: date | None = None) -> Holding:
    """The positions of a kind (as is, ambition, in force) that hold on a day, today by default."""
    found = standing(school, kind).filter(holds_from__lte=day or timezone.localdate()).first()
    return Holding(found.positions if found else START, found)


def standing(school: School, kind: str) -> QuerySet[ProfileDecision]:
    """The decisions of a kind that were not withdrawn, the newest first."""
    return ProfileDecision.objects.filter(
        school=school, unit__isnull=True, kind=kind, withdrawn_at__isnull=True
    )


def content_in_words(school: School) -> Words:
    """What gives the order of what is learnt at a school today: the method, the lines, own goals."""
    positions = holding(school, ProfileDecision.Kind.IN_FORCE).positions
    return next(value.sentence for part, value in effects(positions) if part.key == "content")


def policy_in_force(school: School, day: date | None = None) -> Policy:
    """What the software does at a school on a day. The one question the rest of it asks."""
    return policy_of(holding(school, ProfileDecision.Kind.IN_FORCE, day).positions)


def policy_for(person: Person) -> Policy:
    """What the software does for one person: the school's policy, and what was agreed for now.

    Two queries.
    """
    agreed: dict[str, Any] = dict(agreed_with(person).values_list("part", "value"))
    return replace(policy_in_force(person.school), **agreed)


def agreed_with(person: Person) -> QuerySet[AgreedFreedom]:
    """What holds for this person instead of the school's policy, until it is ended."""
    return AgreedFreedom.objects.filter(on(), person=person, ends__isnull=True)
