"""What stands on the page where one writes down what one sees: who, what, and how far."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.crypto import salted_hmac

from stapsteen.accounts.models import User
from stapsteen.curriculum.access import subjects_for
from stapsteen.curriculum.models import Goal
from stapsteen.curriculum.queries import goals_in_use
from stapsteen.learning.levels import Level
from stapsteen.learning.queries.evidence import (
    WorkedOn,
    goals_claimed,
    goals_like,
    goals_worked_on,
    groups_to_observe,
    pupils_to_observe,
)
from stapsteen.learning.queries.suggestions import suggestions_for
from stapsteen.school.access import current_year_for, groups_of
from stapsteen.school.models import Group, Person, Subject
from stapsteen.web.asked import number_in
from stapsteen.web.door import found
from stapsteen.web.evidence.asked import Filled
from stapsteen.week.models import Session
from stapsteen.week.sessions.access import sessions_for
from stapsteen.week.sessions.queries import seats_of

PICTURES = {
    Level.NOT_YET: "hourglass",
    Level.WITH_HELP: "together",
    Level.ALONE: "raised-hand",
    Level.ELSEWHERE: "bridge",
}


@dataclass(frozen=True)
class Place:
    """From where somebody comes: a group, a pupil or a workshop; that fills in what is known.

    ``subjects`` are those to look at now; ``is_claimed``: the pupil says to be able to do the goal.
    """

    groups: list[Group]
    group: Group | None
    pupils: list[Person]
    filled: Filled
    name: str = ""
    subjects: tuple[Subject, ...] = ()
    is_claimed: bool = False

    @property
    def keeps_pupils(self) -> bool:
        """Whether the next observation will be of the same pupils: one came for them."""
        return bool(self.name)


def place_of(request: HttpRequest, viewer: User) -> Place:
    """What the address says. What the viewer may not see is not there."""
    asked = request.GET
    groups = list(groups_to_observe(viewer))
    if "workshop" in asked:
        return _workshop(viewer, groups, number_in(asked["workshop"]))
    if "leerling" in asked:
        return _pupil(viewer, groups, asked)
    group = _group(viewer, groups, asked.get("groep", ""))
    pupils = list(pupils_to_observe(viewer, group))
    chosen = tuple(one.pk for one in pupils) if "iedereen" in asked else ()
    return Place(groups, group, pupils, Filled(pupils=chosen))


def _group(viewer: User, groups: list[Group], asked: str) -> Group | None:
    """The group that was asked for, else the first of one's own, else the first."""
    if asked:
        group: Group = found(next((one for one in groups if one.pk == number_in(asked)), None))
        return group
    year = current_year_for(viewer)
    own = set(groups_of(viewer.person, year)) if year else set()
    return next((one for one in groups if one in own), groups[0] if groups else None)


def _pupil(viewer: User, groups: list[Group], asked: QueryDict) -> Place:
    """One pupil, with the goal (``doel``) or the subjects (``vak``) that one came to look at."""
    number = number_in(asked.get("leerling", ""))
    pupil: Person = found(pupils_to_observe(viewer, None).filter(pk=number).first())
    goal, keys = number_in(asked.get("doel", "")), asked.getlist("vak")
    subjects = list(subjects_for(viewer).filter(key__in=keys)) if keys else []
    claimed = goals_claimed(pupil).filter(goal=goal).exists()
    return Place(
        groups, None, [pupil], Filled((pupil.pk,), goal), pupil.name, tuple(subjects), claimed
    )


def _workshop(viewer: User, groups: list[Group], number: int) -> Place:
    session: Session = found(sessions_for(viewer).filter(pk=number).first())
    seated = [seat.pupil_id for seat in seats_of(session) if seat.state == "seated"]
    pupils = list(pupils_to_observe(viewer, None).filter(pk__in=seated))
    chosen = Filled(tuple(one.pk for one in pupils), session.goal_id or -1)
    return Place(groups, None, pupils, chosen, session.title)


def on_page(viewer: User, place: Place, filled: Filled) -> dict[str, Any]:
    """The context of ``evidence/write.html``."""
    subjects = [one.pk for one in place.subjects]
    worked_on = goals_worked_on(place.pupils)
    worked_on.sort(key=lambda one: subjects and one.goal.subject_id not in subjects)
    known = {one.goal.pk for one in worked_on}
    results = [goal for goal in _results(viewer, filled) if goal.pk not in known]
    return {
        "place": place,
        "filled": filled,
        "seal": seal_of(viewer),
        "worked_on": worked_on,
        "results": [*results, *_next_in(place, subjects, filled)],
        "levels": [(level, PICTURES[level]) for level in Level],
        "nothing_found": bool(filled.search) and not _all(worked_on, results, filled.search),
    }


def seal_of(viewer: User) -> str:
    """The key with which a device seals what this viewer wrote down: the same at the next log-in.

    It rests on the secret of the school. With another secret, what still waits on a device is lost.
    """
    digest = salted_hmac("stapsteen.evidence.seal", str(viewer.pk), algorithm="sha256").digest()
    return b64encode(digest).decode("ascii")


def _results(viewer: User, filled: Filled) -> list[Goal]:
    """The goals that were searched for, and the chosen one wherever it came from."""
    school = viewer.school
    if school is None:
        return []
    chosen = list(goals_in_use(school).filter(pk=filled.goal)) if filled.goal > 0 else []
    return list(dict.fromkeys([*chosen, *goals_like(school, filled.search)]))


def _next_in(place: Place, subjects: list[int], filled: Filled) -> list[Goal]:
    """What the pupil is likely ready for in the subjects to look at; not while one searches."""
    if not subjects or filled.search:
        return []
    return [one.goal for one in suggestions_for(place.pupils[0], subjects=subjects)]


def _all(worked_on: list[WorkedOn], results: list[Goal], text: str) -> bool:
    words = text.casefold().split()
    names = [goal.name.casefold() for goal in [*results, *(one.goal for one in worked_on)]]
    return any(all(word in name for word in words) for name in names)
