"""Finding the pupil and the goals that a result is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.db.models import Q

from stapsteen.curriculum.models import Goal
from stapsteen.exchange.results.result import LeftOut, Reason, Result
from stapsteen.school.access import on
from stapsteen.school.models import ExternalKey, Person, RoleKind, School, Subject

Matched = tuple[Result, Person, list[Goal]]


class Pupils:
    """The pupils of today by every name that other systems have for them. Two queries."""

    def __init__(self, school: School) -> None:
        held = on(prefix="roles__") & Q(roles__kind=RoleKind.PUPIL)
        pupils = Person.objects.filter(held, school=school)
        self._by_name: dict[str, Person] = {}
        by_number = {one.pk: one for one in pupils.distinct()}
        keys = ExternalKey.objects.filter(school=school, person__in=by_number)
        for key, person in keys.values_list("key", "person"):
            self._by_name[key.casefold()] = by_number[person]
        for one in by_number.values():
            if one.chain_id:
                self._by_name[one.chain_id.casefold()] = one

    def named(self, name: str) -> Person:
        """The pupil with this key. Raises ``LeftOut``."""
        found = self._by_name.get(name.casefold())
        if found is None:
            raise LeftOut(Reason.UNKNOWN_PUPIL)
        return found


class Goals:
    """The goals of a school by identifier, key and code. One query."""

    def __init__(self, school: School) -> None:
        goals = list(Goal.objects.filter(school=school).select_related("subject"))
        codes = Counter(goal.code for goal in goals)
        self._double = {code for code, number in codes.items() if number > 1} - {""}
        self._by_name = {goal.code: goal for goal in goals if codes[goal.code] == 1}
        self._by_name |= {goal.key: goal for goal in goals}
        self._by_name |= {goal.uri: goal for goal in goals}
        self._by_name |= {f"doel-{goal.pk}": goal for goal in goals}
        self._by_name.pop("", None)

    def named(self, names: Collection[str]) -> list[Goal]:
        """The goals with these names. Raises ``LeftOut`` when one of them is not there."""
        found = [self._by_name.get(name) for name in names]
        if any(
            name in self._double and goal is None for name, goal in zip(names, found, strict=True)
        ):
            raise LeftOut(Reason.DOUBLE_GOAL)
        if None in found or not found:
            raise LeftOut(Reason.UNKNOWN_GOAL)
        return list(dict.fromkeys(goal for goal in found if goal is not None))

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
            raise LeftOut(Reason.UNKNOWN_SUBJECT)
        return found
