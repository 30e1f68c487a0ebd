"""Five organisations side by side: what the comparison page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from stapsteen.planner.organisation.comparison import why_they_differ
from stapsteen.planner.organisation.comparison.definitions import DEFINITIONS, Definition
from stapsteen.planner.organisation.comparison.why import written
from stapsteen.planner.organisation.plan import SENTENCES, Measure
from stapsteen.school.models import Assumption
from stapsteen.week.models import Organisation, Plan
from stapsteen.week.planning.picture import Picture, picture_of
from stapsteen.week.planning.queries import measures_of
from stapsteen.week.planning.shown import shown

TOP, BOTTOM = 18.0, 82.0  # where the highest and the lowest point of a line are drawn, of 100


@dataclass(frozen=True)
class Side:
    """One organisation in the comparison."""

    key: str
    name: str
    plan: Plan
    picture: Picture
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Point:
    """A measure of one organisation: its value in words, and its height in the picture (0-100).

    ``y`` is None where the value is unknown. ``before`` and ``after`` are the heights half-way to the
    neighbours, where the line enters and leaves.
    """

    organisation: str
    text: str
    y: float | None
    before: float | None
    after: float | None
    details: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One measure over all organisations."""

    key: str
    name: str
    definition: str
    wished: str
    points: tuple[Point, ...]
    why: str
    assumed: tuple[str, ...]


def sides_of(plans: Mapping[str, Plan], language: str) -> list[Side]:
    """The organisations of which there is a plan."""
    return [
        Side(
            key,
            str(Organisation(key).label),
            plan,
            picture_of(shown(plan, language)),
            tuple(
                sentence.in_language(language)
                for sentence in SENTENCES.validate_python(plan.sentences)
            ),
        )
        for key, plan in plans.items()
    ]


def lines_of(plans: Mapping[str, Plan], language: str) -> list[Line]:
    """The seven measures, each with a point for each organisation."""
    found = {key: {one.key: one for one in measures_of(plan)} for key, plan in plans.items()}
    why = why_they_differ(found)
    return [
        Line(
            key=key,
            name=definition.name.in_language(language),
            definition=definition.text.in_language(language),
            wished=_("meer is vaak gewenst")
            if definition.wished == "high"
            else _("minder is vaak gewenst"),
            points=_points(definition, {o: m[key] for o, m in found.items() if key in m}, language),
            why=why[key].in_language(language) if key in why else "",
            assumed=_assumed(m[key] for m in found.values() if key in m),
        )
        for key, definition in DEFINITIONS.items()
    ]


def _points(
    definition: Definition, measures: Mapping[str, Measure], language: str
) -> tuple[Point, ...]:
    known = [one.value for one in measures.values() if one.value is not None]
    heights = [_height(one.value, known) for one in measures.values()]
    ways = zip([None, *heights[:-1]], heights, [*heights[1:], None], strict=True)
    return tuple(
        Point(
            organisation,
            _("onbekend") if one.value is None else written(definition.unit, one.value, language),
            here,
            _half_way(before, here),
            _half_way(here, after),
            _details(one),
        )
        for (organisation, one), (before, here, after) in zip(measures.items(), ways, strict=True)
    )


def _height(value: float | None, known: list[float]) -> float | None:
    """Zero stands at the bottom, the largest value at the top."""
    if value is None:
        return None
    largest = max(known)
    return round(BOTTOM - (BOTTOM - TOP) * (value / largest if largest else 0), 1)


def _half_way(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else round((one + other) / 2, 1)


def _details(measure: Measure) -> tuple[str, ...]:
    words = {
        "place": _("van plek: %(n)s"),
        "group": _("van groep: %(n)s"),
        "adult": _("van volwassene: %(n)s"),
        "highest": _("hoogste: %(n)s"),
        "preparations": _("verschillende lessen: %(n)s"),
        "group_changes": _("wisselingen van groep: %(n)s"),
        "rooms_at_once": _("ruimtes tegelijk: %(n)s"),
        "gym_hours": _("uren gymzaal: %(n)s"),
        "instruction_minutes": _("minuten instructie per leerling: %(n)s"),
    }
    return tuple(
        words[key] % {"n": f"{value:.0%}" if key == "highest" else number_format(value, 1)}
        for key, value in measure.details.items()
        if key in words
    )


def _assumed(measures: object) -> tuple[str, ...]:
    topics = dict.fromkeys(topic for one in measures for topic in one.rests_on)  # type: ignore[attr-defined]
    return tuple(str(Assumption.Topic(topic).label) for topic in topics)
