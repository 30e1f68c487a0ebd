"""Files of goals for the tests, as their readers make them."""

from __future__ import annotations

from stapsteen.curriculum.outline import Outline, OutlineGoal, OutlineLink


def goal(key: str, title: str = "", **more: object) -> OutlineGoal:
    """A goal of arithmetic for groups 4 to 6."""
    given: dict[str, object] = {"subject": "arithmetic", "year_groups": (4, 5, 6), **more}
    return OutlineGoal(key, title or f"doel {key}", **given)  # type: ignore[arg-type]


def file(*goals: OutlineGoal, needs: tuple[str, ...] = (), parts: tuple[str, ...] = ()) -> Outline:
    """A whole file. ``needs`` has pairs as "b a": b needs a; ``parts`` as "b a": b is a part of a."""
    links = [
        OutlineLink(*pair.split(), kind)  # type: ignore[arg-type]
        for kind, pairs in (("needs", needs), ("part_of", parts))
        for pair in pairs
    ]
    return Outline("slo", "SLO", goals, tuple(links), key="slo", whole=True)
