"""What every solution in an archive costs, and by which rules.

Costs are those of the format: first the infeasibility, then the objective. FILE is gzipped or not.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from stapsteen.cli.timetable.files import load
from stapsteen.planner.timetable.archive import Archive
from stapsteen.planner.timetable.evaluate import Broken, evaluate

Row = dict[str, Any]


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `evaluate`."""
    parser.add_argument("file", metavar="FILE", type=Path)


def run(asked: argparse.Namespace) -> list[Row]:
    """Evaluate and tell."""
    archive = load(asked.file).archive
    rows = list(costs(archive))
    if not asked.json:
        groups = (one.group for one in archive.submissions)
        for row, group in zip(rows, groups, strict=True):
            tell(row, group)
        if not rows:
            print(f"{asked.file}: no solutions")
    return rows


def costs(archive: Archive) -> Iterator[Row]:
    """A row for each solution, in the order of the file; ``solution`` is its place, from 0."""
    for place, one in enumerate(archive.submissions):
        found = evaluate(archive.instance(one.instance), one.solution)
        yield {
            "instance": one.instance,
            "solution": place,
            "infeasibility": found.infeasibility,
            "objective": found.objective,
            "constraints": by_rule(found.broken),
        }


def by_rule(broken: Iterable[Broken]) -> list[Row]:
    """What each rule that does not hold costs, over all its points, in the order of the instance."""
    rows: dict[int, Row] = {}
    for one in broken:
        rule = one.constraint
        row = rows.setdefault(
            id(rule),
            {
                "id": rule.id,
                "name": rule.name,
                "kind": rule.kind.value,
                "required": rule.required,
                "deviation": 0,
                "cost": 0,
            },
        )
        row["deviation"] += one.deviation
        row["cost"] += one.cost
    return list(rows.values())


def tell(row: Row, group: str) -> None:
    """Print one solution."""
    print(
        f"{row['instance']}, solution {row['solution']} ({group}): "
        f"infeasibility {row['infeasibility']}, objective {row['objective']}"
    )
    tell_rules(row["constraints"])


def tell_rules(rows: Iterable[Row]) -> None:
    """Print what each rule costs, those that have to hold first, dearest first."""
    for rule in sorted(rows, key=lambda rule: (not rule["required"], -rule["cost"])):
        must = "must" if rule["required"] else "wish"
        print(f"  {must} {rule['cost']:>8}  {rule['kind']:<32} {rule['name'] or rule['id']}")
