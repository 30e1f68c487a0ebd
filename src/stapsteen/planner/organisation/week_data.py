"""A school week as plain data (dicts, lists, text, numbers) and back."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.refusal import Nonsense

WEEK: TypeAdapter[SchoolWeek] = TypeAdapter(SchoolWeek)


def plain(week: SchoolWeek) -> dict[str, Any]:
    """The week as plain data; values that equal the default are left out."""
    found: dict[str, Any] = WEEK.dump_python(week, mode="json", exclude_defaults=True)
    return found


def week_from_plain(data: object) -> SchoolWeek:
    """The week that plain data stands for.

    Raises ``Nonsense`` with one sentence for each thing that is not as the format says.
    """
    try:
        return WEEK.validate_python(data)
    except ValidationError as wrong:
        raise Nonsense(_sentences(wrong)) from wrong


def _sentences(wrong: ValidationError) -> list[str]:
    return [f"{_place(error['loc'])}: {error['msg']}." for error in wrong.errors()]


def _place(steps: tuple[int | str, ...]) -> str:
    """Where in the data: ``groups[3].name`` for the name of the third group."""
    found = ""
    for step in steps:
        found += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if found else step
    return found or "week"
