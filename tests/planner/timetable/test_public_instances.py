"""The public instances, where they are at hand: the referee agrees with the official costs."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict

import pytest
from tests.shared_data import SHARED

from stapsteen.planner.timetable.archive import Archive, read, write
from stapsteen.planner.timetable.evaluate import evaluate

FOLDER = SHARED / "xhstt"
FILES = sorted((FOLDER / "instances").glob("*.xml*"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FILES, reason="the public XHSTT instances are not beside this checkout"),
]


def _rows(content: str) -> csv.DictReader[str]:
    return csv.DictReader(content.splitlines(), delimiter="\t")


@pytest.fixture(scope="module")
def costs() -> dict[tuple[str, int], tuple[int, int]]:
    rows = _rows((FOLDER / "COSTS.tsv").read_text(encoding="utf-8-sig"))
    return {
        (row["file"], int(row["solution_index"])): (int(row["hard_cost"]), int(row["soft_cost"]))
        for row in rows
    }


@pytest.fixture(scope="module")
def costs_by_rule() -> dict[tuple[str, int], dict[str, tuple[int, int]]]:
    found: dict[tuple[str, int], dict[str, tuple[int, int]]] = defaultdict(dict)
    content = gzip.decompress((FOLDER / "CONSTRAINT_COSTS.tsv.gz").read_bytes())
    for row in _rows(content.decode("utf-8-sig")):
        solution = (row["file"], int(row["solution_index"]))
        found[solution][row["constraint_id"]] = (int(row["sum_of_deviations"]), int(row["cost"]))
    return found


def _by_rule(archive: Archive, index: int) -> dict[str, tuple[int, int]]:
    submission = archive.submissions[index]
    found: dict[str, tuple[int, int]] = {}
    for broken in evaluate(archive.instance(submission.instance), submission.solution).broken:
        deviation, cost = found.get(broken.constraint.id, (0, 0))
        found[broken.constraint.id] = (deviation + broken.deviation, cost + broken.cost)
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_published_solution_costs_what_the_field_says(file, costs, costs_by_rule) -> None:
    archive = read(file.read_bytes())
    for index, submission in enumerate(archive.submissions):
        evaluation = evaluate(archive.instance(submission.instance), submission.solution)
        assert evaluation.cost == costs[file.name, index]
        assert _by_rule(archive, index) == costs_by_rule.get((file.name, index), {})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_public_instance_is_written_as_it_was_read(file) -> None:
    archive = read(file.read_bytes())
    assert read(write(archive)) == archive
