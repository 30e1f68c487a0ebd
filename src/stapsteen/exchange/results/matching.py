"""Finding the pupil and the goals that a result is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TypeVar

from django.db.models import Q

from stapsteen.curriculum.models import Goal
from stapsteen.exchange.results.result import LeftOut, Reason, Result
from stapsteen.school.access import on
from stapsteen.school.models import ExternalKey, Person, RoleKind, School, Subject

Named = TypeVar("Named", Person, Goal)
Matched = tuple[Result, Person, list[Goal]]


class Pupils:
    """The pupils of today by every name that other systems have for them, and by their own. Two queries.

    A name that two pupils have is nobody's. A key goes before a name.
    """

    def __init__(self, school: School) -> None:
        held = on(prefix="roles__") & Q(roles__kind=RoleKind.PUPIL)
        pupils = Person.objects.filter(held, school=school)
        by_number = {one.pk: one for one in pupils.distinct()}
        keys = ExternalKey.objects.filter(school=school, person__in=by_number)
        of_others = [(key, by_number[person]) for key, person in keys.values_list("key", "person")]
        of_others += [(one.chain_id, one) for one in by_number.values() if one.chain_id]
        self._by_name = _together((_bare(one.name), one) for one in by_number.values())
        self._by_name |= _together((_bare(key), one) for key, one in of_others)

    def named(self, name: str) -> Person:
        """The pupil with this key or this name. Raises ``LeftOut``."""
        found = self._by_name.get(_bare(name), ())
        if len(found) != 1:
            raise LeftOut(Reason.DOUBLE_PUPIL if found else Reason.UNKNOWN_PUPIL, name)
        return next(iter(found))


def _together(named: Iterable[tuple[str, Named]]) -> dict[str, set[Named]]:
    """All that have a name, by that name."""
    found: dict[str, set[Named]] = defaultdict(set)
    for name, one in named:
        found[name].add(one)
    return dict(found)


def _bare(name: str) -> str:
    return " ".join(name.casefold().split())


class Goals:
    """The goals of a school by identifier, key and code. A name that two goals have is nobody's. One query."""

    def __init__(self, school: School) -> None:
        goals = list(Goal.objects.filter(school=school).select_related("subject"))
        self._by_name = _together(
            (name, goal)
            for goal in goals
            for name in (goal.code, goal.key, goal.uri, f"doel-{goal.pk}")
        )
        self._by_name.pop("", None)

    def named(self, names: Collection[str]) -> list[Goal]:
        """The goals with these names. Raises ``LeftOut`` when one of them is not there."""
        found = [self._by_name.get(name, set()) for name in names]
        unknown = [name for name, some in zip(names, found, strict=True) if not some]
        if unknown or not names:
            raise LeftOut(Reason.UNKNOWN_GOAL, " ".join(unknown))
        double = [name for name, some in zip(names, found, strict=True) if len(some) > 1]
        if double:
            raise LeftOut(Reason.DOUBLE_GOAL, " ".join(double))
        return list(dict.fromkeys(goal for some in found for goal in some))

    def among(self, names: Collection[str]) -> list[str]:
        """Those of these names that are a goal's."""
        return [name for name in names if name in self._by_name]


class Subjects:
    """The subjects of a school by key and name. One query."""

    def __init__(self, school: School) -> None:
        self._by_name: dict[str, Subject] = {}
        for subject in Subject.objects.filter(school=school):
            self._by_name[subject.key.casefold()] = subject
            self._by_name[subject.name.casefold()] = subject

    def named(self, name: str) -> Subject:
        """The subject with this key or name. Raises ``LeftOut``."""
        found = self._by_name.get(name.casefold())
        if found is None:
            raise LeftOut(Reason.UNKNOWN_SUBJECT, name)
        return found
