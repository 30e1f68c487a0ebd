"""Rounds as JSON files, to deal seats from a script. Described in ``docs/reference/round-file.md``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from stapsteen.planner.allocation.explain import reasons
from stapsteen.planner.allocation.problem import Problem, ranked
from stapsteen.planner.allocation.solve import Outcome
from stapsteen.planner.refusal import Nonsense

LARGEST = 50 * 1024 * 1024
PROBLEM: TypeAdapter[Problem] = TypeAdapter(Problem)
RANKED = {"items": {"type": "string"}, "type": "array"}


def load_round(path: Path) -> Problem:
    """The round in a file. Raises ``Nonsense`` that says what is wrong, and where in the file."""
    if path.stat().st_size > LARGEST:
        raise Nonsense([f"{path.name} is groter dan 50 MB. Duizend leerlingen passen in 1 MB."])
    try:
        return round_of(json.loads(path.read_text(encoding="utf-8")))
    except UnicodeDecodeError as wrong:
        raise Nonsense([f"{path.name} is geen UTF-8. Bewaar het opnieuw als UTF-8."]) from wrong
    except json.JSONDecodeError as wrong:
        raise Nonsense(
            [f"{path.name}, regel {wrong.lineno}: dit is geen JSON ({wrong.msg})."]
        ) from wrong
    except RecursionError as wrong:
        raise Nonsense([f"{path.name} is te diep genest voor een ronde."]) from wrong


def round_of(data: object) -> Problem:
    """The round that plain data stands for; wishes are points by workshop, or a list in order."""
    try:
        return PROBLEM.validate_python(_with_points(data))
    except ValidationError as wrong:
        raise Nonsense(_sentences(wrong)) from wrong


def schema() -> dict[str, Any]:
    """The JSON schema of a round file."""
    found = PROBLEM.json_schema()
    wishes = found["$defs"]["Pupil"]["properties"]["wishes"]
    points = {key: wishes.pop(key) for key in ("additionalProperties", "type")}
    wishes["anyOf"] = [RANKED, points]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def as_plain(problem: Problem, outcome: Outcome) -> dict[str, Any]:
    """The answer as plain data: seats, levels, what was shown, and a reason for every pupil."""
    why = reasons(problem, outcome.seats, outcome.evaluation)
    proof = outcome.proof
    return {
        "seats": {pupil: list(mine) for pupil, mine in outcome.seats.items()},
        "levels": list(outcome.evaluation.levels),
        "total": outcome.evaluation.total,
        "shown": proof.shown,
        "optimal": proof.shown == len(problem.pupils),
        "lowest_at_most": proof.lowest_at_most,
        "gap": max(0, proof.lowest_at_most - min(outcome.evaluation.levels, default=0)),
        "seconds": round(outcome.seconds, 3),
        "standings": {
            pupil: {**asdict(one), "level": one.level}
            for pupil, one in outcome.evaluation.standings.items()
        },
        "reasons": {pupil: asdict(one) for pupil, one in why.items()},
    }


def _with_points(data: object) -> object:
    """The same data, with points for wishes that were only ranked."""
    if not isinstance(data, dict) or not isinstance(data.get("pupils"), list):
        return data
    pupils = [
        {**one, "wishes": ranked(one["wishes"])}
        if isinstance(one, dict) and _is_ranked(one.get("wishes"))
        else one
        for one in data["pupils"]
    ]
    return {**data, "pupils": pupils}


def _is_ranked(wishes: object) -> bool:
    return isinstance(wishes, list) and all(isinstance(one, str) for one in wishes)


def _sentences(wrong: ValidationError) -> Iterator[str]:
    for error in wrong.errors():
        cause = error.get("ctx", {}).get("error")
        if isinstance(cause, Nonsense):
            yield from cause.sentences
        else:
            yield f"{'.'.join(str(step) for step in error['loc']) or 'round'}: {error['msg']}."
