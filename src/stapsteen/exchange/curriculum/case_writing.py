"""A school's goals as a CASE 1.0 package: what others can read, and what reads back as the same goals.

Identifiers that came with a file are kept; the others follow from what they belong to, so that they
are the same each time. Goals out of use are left out. Lines are concepts; the core objectives that a
goal serves stand in its notes, for CASE has no place for them in a document of another publisher.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from stapsteen.curriculum.coming.fields import wording_from
from stapsteen.curriculum.identity import (
    identifier_of_framework,
    identifier_of_goal,
    identifier_of_line,
    made,
)
from stapsteen.curriculum.models import Framework, Goal, GoalPart, Prerequisite
from stapsteen.school.models import School

Json = dict[str, Any]
Pair = tuple[int, int]
SAYS_GROUPS = (Framework.Source.OWN, Framework.Source.STARTER)
KEPT = (
    "officialSourceURL", "publisher", "description", "language", "version", "adoptionStatus", "notes",
)  # fmt: skip


class Package:
    """Goals of one or more sets on their way to a file."""

    def __init__(self, school: School, frameworks: Collection[Framework]) -> None:
        self.at = _stamp(max((one.brought_in_at for one in frameworks), default=timezone.now()))
        goals = Goal.objects.filter(framework__in=frameworks, retired_on__isnull=True)
        self.goals = list(
            goals.select_related("framework", "school", "subject", "progression")
            .prefetch_related("objectives")
            .order_by("framework", "position", "pk")
        )
        self.needs = list(
            Prerequisite.objects.filter(
                goal__in=goals, needed__school=school, needed__retired_on__isnull=True
            )
            .select_related("needed__framework", "needed__school")
            .order_by("pk")
        )
        self.parts = GoalPart.objects.filter(goal__in=goals, whole__in=goals).order_by("pk")
        self.identifiers = {one.pk: identifier_of_goal(one) for one in self.goals}
        self.by_number = {one.pk: one for one in self.goals}
        self.document = _document(school, frameworks, self.goals, self.at)

    def as_json(self) -> Json:
        """The package."""
        lines = {one.progression_id: one for one in self.goals if one.progression}
        return {
            "CFDocument": self.document,
            "CFItems": [self._item(goal) for goal in self.goals],
            "CFAssociations": [*self._tree(), *self._order()],
            "CFDefinitions": {
                "CFConcepts": [_concept(one, self.at) for one in lines.values()],
                "CFSubjects": [],
                "CFLicenses": [],
                "CFItemTypes": [],
                "CFAssociationGroupings": [],
            },
            "CFRubrics": [],
        }

    def _item(self, goal: Goal) -> Json:
        cut = goal.title.endswith("…") and goal.description.startswith(goal.title[:-1])
        item: Json = {
            "identifier": self.identifiers[goal.pk],
            "uri": goal.uri or f"urn:uuid:{self.identifiers[goal.pk]}",
            "fullStatement": goal.description if cut else goal.title,
            "humanCodingScheme": goal.code,
            "language": "nl",
            "educationLevel": _levels(goal),
            "subject": [goal.subject.name],
            "notes": _notes(goal, cut=cut),
            "lastChangeDateTime": self.at,
        }
        if goal.pupil_title != wording_from(goal.title):
            item["alternativeLabel"] = goal.pupil_title
        if goal.progression:
            concept = _concept(goal, self.at)
            item["conceptKeywordsURI"] = _link(concept["title"], concept)
        return {name: value for name, value in item.items() if value not in ("", [])}

    def _tree(self) -> Iterator[Json]:
        """Every goal under its wholes, or under the document; in their order."""
        wholes: dict[int, list[int]] = defaultdict(list)
        for part in self.parts:
            wholes[part.goal_id].append(part.whole_id)
        places: dict[int, int] = defaultdict(int)
        for goal in self.goals:
            for whole in wholes.get(goal.pk, [0]):
                places[whole] += 1
                end = self._link_to(whole) if whole else self._link_to_document()
                yield self._association("isChildOf", self._link_to(goal.pk), end, places[whole])

    def _order(self) -> Iterator[Json]:
        for link in self.needs:
            needed = link.needed
            if needed.pk not in self.identifiers:  # of another set: a link to outside
                identifier = identifier_of_goal(needed)
                first = _link(needed.title, {"identifier": identifier, "uri": needed.uri})
            else:
                first = self._link_to(needed.pk)
            yield self._association("precedes", first, self._link_to(link.goal_id))

    def _association(self, kind: str, origin: Json, end: Json, place: int | None = None) -> Json:
        own = made(self.document["identifier"], kind, origin["identifier"], end["identifier"])
        return {
            "identifier": own,
            "associationType": kind,
            **({"sequenceNumber": place} if place else {}),
            "uri": f"urn:uuid:{own}",
            "originNodeURI": origin,
            "destinationNodeURI": end,
            "lastChangeDateTime": self.at,
        }

    def _link_to(self, number: int) -> Json:
        goal = self.by_number[number]
        return _link(goal.title, {"identifier": self.identifiers[number], "uri": goal.uri})

    def _link_to_document(self) -> Json:
        return _link(self.document["title"], self.document)


def package(school: School, frameworks: Iterable[Framework]) -> Json:
    """The CASE package of these sets of a school: as one document, its own when there is one set."""
    return Package(school, list(frameworks)).as_json()


def _document(
    school: School, frameworks: Collection[Framework], goals: Iterable[Goal], at: str
) -> Json:
    """What the document says of itself: what came with it, else what we know."""
    subjects = sorted({goal.subject.name for goal in goals})
    if len(frameworks) == 1:
        (one,) = frameworks
        identifier, title = identifier_of_framework(one), one.name
        uri, publisher, came = one.uri, one.publisher, one.document
    else:
        identifier, title = made(school.code or school.name, "all goals"), school.name
        uri, publisher, came = "", "", {}
    kept = {name: came[name] for name in KEPT if isinstance(came.get(name), str) and came[name]}
    return {
        "adoptionStatus": "Draft",
        "language": "nl",
        **kept,
        "identifier": identifier,
        "uri": uri or f"urn:uuid:{identifier}",
        "creator": str(came.get("creator") or "") or publisher or school.name,
        "title": title,
        "subject": subjects,
        "lastChangeDateTime": at,
    }


def _levels(goal: Goal) -> list[str]:
    """The year groups: as the publisher said, else the one that the step of our own goals is in."""
    if goal.year_groups:
        return [str(one) for one in goal.year_groups]
    return [str(goal.year_group)] if _is_ours(goal) else []


def _notes(goal: Goal, *, cut: bool) -> str:
    """The description, and what CASE has no field for; ``case`` reads it back."""
    named = sorted(f"{one.edition}:{one.code}" for one in goal.objectives.all())
    said = [
        "" if cut else goal.description,
        f"Kerndoelen: {', '.join(named)}." if named else "",
        "" if goal.year_groups or not _is_ours(goal) else f"Stap: {goal.step}.",
    ]
    return " ".join(one for one in said if one)


def _is_ours(goal: Goal) -> bool:
    return goal.framework is None or goal.framework.source in SAYS_GROUPS


def _concept(goal: Goal, at: str) -> Json:
    """The line of a goal."""
    line = goal.progression
    assert line is not None
    identifier = identifier_of_line(goal.subject.key, line.key)
    return {
        "identifier": identifier,
        "uri": f"urn:uuid:{identifier}",
        "title": line.name,
        "hierarchyCode": str(line.position + 1),
        "lastChangeDateTime": at,
    }


def _link(title: str, to: Json) -> Json:
    return {
        "title": title,
        "identifier": to["identifier"],
        "uri": to["uri"] or f"urn:uuid:{to['identifier']}",
    }


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
