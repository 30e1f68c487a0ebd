"""School weeks as files: TOML to write by hand, JSON to write by program.

The format is described in ``docs/reference/school-week.md``; its JSON schema is made from the types.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.organisation.week_data import WEEK, plain, week_from_plain
from stapsteen.planner.refusal import Nonsense

LARGEST = 20 * 1024 * 1024


def load_week(path: Path) -> SchoolWeek:
    """The week in a file. Raises ``Nonsense`` that says what is wrong, and where in the file."""
    if path.stat().st_size > LARGEST:
        raise Nonsense(
            [f"{path.name} is groter dan 20 MB. Een school met 1000 leerlingen past in 1 MB."]
        )
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except UnicodeDecodeError as wrong:
        raise Nonsense([f"{path.name} is geen UTF-8. Bewaar het opnieuw als UTF-8."]) from wrong
    except json.JSONDecodeError as wrong:
        raise Nonsense(
            [f"{path.name}, regel {wrong.lineno}: dit is geen JSON ({wrong.msg})."]
        ) from wrong
    except tomllib.TOMLDecodeError as wrong:
        raise Nonsense([f"{path.name}: dit is geen TOML ({wrong})."]) from wrong
    try:
        return week_from_plain(data)
    except Nonsense as nonsense:
        raise Nonsense(f"{path.name}: {one}" for one in nonsense.sentences) from nonsense


def dump_week(week: SchoolWeek) -> str:
    """A week as TOML that ``load_week`` reads back."""
    return "\n".join(_document(plain(week))) + "\n"


def schema() -> dict[str, Any]:
    """The JSON schema of a school week."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **WEEK.json_schema()}


def _document(data: Mapping[str, Any]) -> Iterator[str]:
    """Plain values first, then tables, then lists of tables: the order that TOML asks."""
    for key, value in data.items():
        if not _is_table(value) and not _is_tables(value):
            yield f"{key} = {_value(value)}"
    for key, value in data.items():
        if _is_table(value):
            yield f"\n[{key}]"
            yield from (f"{name} = {_value(one)}" for name, one in value.items())
    for key, value in data.items():
        if _is_tables(value):
            for row in value:
                yield f"\n[[{key}]]"
                yield from (f"{name} = {_value(one)}" for name, one in row.items())


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
