"""What a profile makes the software do.

One pure function turns nine positions into a policy; the rest of the software asks the policy and
never the profile. The table behind it is in ``profile.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from stapsteen.profile.dimensions import BY_KEY, Dimension, Positions
from stapsteen.profile.source import read
from stapsteen.profile.words import Words, words

Seats = Literal["teacher_assigns", "pupil_asks", "pupil_enrols"]
Decides = Literal["teacher", "together", "pupil"]
Form = Literal["direct", "inquiry", "cooperative", "peer", "film", "atelier"]
Content = Literal["method", "lines", "own"]
OrganisationKey = Literal["year_class", "equal_afternoons", "across_classes", "units", "personal"]
Pace = Literal["convergent", "divergent", "own_line"]
Assessment = Literal[
    "normed", "normed_and_formative", "adaptive_and_formative", "few_tests", "on_request"
]
Report = Literal["standard", "with_levels", "adaptive", "adaptive_and_portfolio", "portfolio"]
FirstOnScreen = Literal["subjects", "both", "personal_goals"]


@dataclass(frozen=True)
class Policy:
    """What the software does at a school.

    ``seats``: who fills a seat in a session. ``goals``, ``week``: who sets goals, who plans the
    week. ``forms``: the forms of instruction on offer. ``rounds``: whether the week has regular
    rounds of choice (in units from organisation 7).
    """

    seats: Seats
    goals: Decides
    week: Decides
    forms: tuple[Form, ...]
    content: Content
    organisation: OrganisationKey
    rounds: bool
    pace: Pace
    assessment: Assessment
    report: Report
    first_on_screen: FirstOnScreen


@dataclass(frozen=True)
class Value:
    """One value of one part of the policy: the position where it starts, and what it does."""

    starts: int
    key: str
    sentence: Words
    adds: tuple[Form, ...] = ()


@dataclass(frozen=True)
class Part:
    """One part of the policy: the dimension that it follows and its values, low to high."""

    key: str
    name: Words
    dimension: Dimension
    values: tuple[Value, ...]

    def at(self, position: int) -> Value:
        """The value that holds at a position of the dimension."""
        return [value for value in self.values if value.starts <= position][-1]

    def up_to(self, position: int) -> Iterator[Value]:
        """All values that have started at a position."""
        return (value for value in self.values if value.starts <= position)


def _part(key: str, found: Mapping[str, Any]) -> Part:
    values = tuple(
        Value(each["from"], each["key"], words(each), tuple(each.get("adds", ())))
        for each in found["values"]
    )
    return Part(key, words(found["name"]), BY_KEY[found["dimension"]], values)


PARTS: tuple[Part, ...] = tuple(_part(key, found) for key, found in read()["policy"].items())


def policy_of(positions: Positions) -> Policy:
    """The policy of a profile. Every profile has one."""
    chosen: dict[str, Any] = {part.key: value.key for part, value in effects(positions)}
    chosen["forms"] = _forms(positions)
    chosen["rounds"] = chosen["rounds"] == "yes"
    return Policy(**chosen)


def effects(positions: Positions) -> tuple[tuple[Part, Value], ...]:
    """Each part of the policy with the value that a profile gives it, for people to read."""
    return tuple((part, part.at(positions[part.dimension.key])) for part in PARTS)


def _forms(positions: Positions) -> tuple[Form, ...]:
    part = next(part for part in PARTS if part.key == "forms")
    started = part.up_to(positions[part.dimension.key])
    return tuple(form for value in started for form in value.adds)
