"""Peers on the same round, run by a Python of their own: methods of fairpyx and of matching.

Reads a JSON file that the benchmark wrote (``pupils``, ``most``, ``seats``, ``points``, ``not_for``, ``clashes``),
prints a line of JSON: for each method the sessions of every pupil and the seconds, or a sentence. Knows nothing
of the product.
"""

from __future__ import annotations

import json
import random
import sys
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

SEED = 1
METHODS = {
    "round robin": "round_robin",
    "bidirectional round robin": "bidirectional_round_robin",
    "SP": "SP_function",
    "TTC": "TTC_function",
    "iterated maximum matching, adjusted": "iterated_maximum_matching_adjusted",
    "utilitarian matching": "utilitarian_matching",
}


def main(file: Path) -> None:
    """Run every method that suits the round."""
    import fairpyx as _loaded  # noqa: F401 - before the clock starts

    asked = json.loads(file.read_text(encoding="utf-8"))
    found = {}
    for name, function in METHODS.items():
        found[f"fairpyx: {name}"] = timed(partial(fairpyx, function, asked))
    if max(asked["most"].values()) == 1:
        found["matching: hospital-resident, by lot"] = timed(partial(hospital_resident, asked))
    print(json.dumps(found))


def timed(method: Callable[[], dict[str, list[str]]]) -> dict[str, Any]:
    """What a method gives and how long that took, or what went wrong."""
    started = process_time()
    random.seed(SEED)
    try:
        return {"seats": method(), "seconds": process_time() - started}
    except Exception as reason:  # noqa: BLE001 - whatever a peer stumbles over is told in the table
        return {"wrong": f"{type(reason).__name__}: {reason}"[:120]}


def fairpyx(function: str, asked: dict[str, Any]) -> dict[str, list[str]]:
    """A method of fairpyx, with the clashes given."""
    import fairpyx

    given = fairpyx.divide(
        getattr(fairpyx.algorithms, function),
        valuations=asked["points"],
        agent_capacities=asked["most"],
        item_capacities=asked["seats"],
        agent_conflicts=asked["not_for"],
        item_conflicts=asked["clashes"],
    )
    return {pupil: list(given.get(pupil, ())) for pupil in asked["most"]}


def hospital_resident(asked: dict[str, Any]) -> dict[str, list[str]]:
    """Stable for workshops that each draw lots for an order of the pupils."""
    from matching.games import HospitalResident

    lot = random.Random(SEED)  # noqa: S311 - a fair coin that can be tossed again
    pupils = list(asked["points"])
    orders = {one: lot.sample(pupils, len(pupils)) for one in asked["seats"]}
    wishes = {
        pupil: sorted(worth, key=worth.get, reverse=True)
        for pupil, worth in asked["points"].items()
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        solved = HospitalResident.create_from_dictionaries(wishes, orders, asked["seats"]).solve()
    found: dict[str, list[str]] = {pupil: [] for pupil in pupils}
    for session, members in solved.items():
        for one in members:
            found[one.name].append(session.name)
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
