"""Reads a log of answers: ``user_id,item_id,skill_id,correct[,timestamp][,fold|split][,attempt]``, comma or tab, plain or gz."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stapsteen.mastery.log import NOBODY, Floats, Ints, Log, answers
from stapsteen.mastery.settings import Settings

SEVERAL = re.compile(r"[~;|+]|(?<=\d)_(?=\d)")
MILLISECONDS = 1e11  # a timestamp above this counts milliseconds, otherwise seconds
TRAIN_SHARE = 0.8


@dataclass(slots=True)
class Answers:
    """A log in numbers, by pupil and within a pupil in the order of time."""

    pupil: Ints
    item: Ints
    goals: Ints  # goals of a task x rows
    right: NDArray[np.bool_]
    at: Floats  # days; 0 when the log has no times
    part: NDArray[Any]  # the fold or split as it stands in the file; empty when there is none
    dropped: int  # rows that were retries

    def log(self, which: NDArray[np.bool_], settings: Settings) -> Log:
        """Some rows, for the tracker."""
        pupil, goals, item = self.pupil[which], self.goals[:, which], self.item[which]
        return answers(pupil, goals, item, self.right[which], at=self.at[which], settings=settings)

    @property
    def sizes(self) -> tuple[int, int]:
        """How many goals and items are numbered."""
        return int(self.goals.max()) + 1, int(self.item.max()) + 1


def read(file: Path, qmatrix: Path | None = None) -> Answers:
    """The answers of a file: first attempts only, and a task of several goals as one row."""
    with gzip.open(file, "rt") if file.suffix == ".gz" else file.open(encoding="utf-8") as text:
        head = text.readline()
        names = [name.strip().strip('"') for name in head.split("\t" if "\t" in head else ",")]
        rows = list(csv.reader(text, delimiter="\t" if "\t" in head else ","))
    column = {name: [row[at] for row in rows] for at, name in enumerate(names) if name}
    goals_of = read_qmatrix(qmatrix) if qmatrix else {}
    items = column["item_id"]
    skills = [
        goals_of.get(item) or tuple(SEVERAL.split(skill))
        for item, skill in zip(items, column["skill_id"], strict=True)
    ]
    pupil, at = numbered(column["user_id"]), _days(column.get("timestamp"), len(rows))
    order = np.lexsort((at, pupil))
    right = np.array([float(value) >= 0.5 for value in column["correct"]])
    item = numbered(items)
    merged, kept = _first_attempts(order, pupil, item, at, right, skills, column.get("attempt"))
    part = column.get("fold") or column.get("split") or []
    return Answers(
        pupil[kept],
        item[kept],
        _table([merged[row] for row in kept]),
        right[kept],
        at[kept],
        np.array(part)[kept] if part else np.array([]),
        len(rows) - len(kept),
    )


def numbered(keys: Iterable[str]) -> Ints:
    """Keys as numbers in the order in which they come."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int64)


def _days(stamps: list[str] | None, count: int) -> Floats:
    if stamps is None:
        return np.zeros(count)
    found = np.array([float(stamp or 0) for stamp in stamps])
    return found / (86_400_000 if found.max(initial=0) > MILLISECONDS else 86_400)


def _first_attempts(
    order: Ints,
    pupil: Ints,
    item: Ints,
    at: Floats,
    right: NDArray[np.bool_],
    skills: list[tuple[str, ...]],
    attempt: list[str] | None,
) -> tuple[dict[int, tuple[str, ...]], Ints]:
    """The rows that count, with all goals of each: a task again right after itself is a retry, or a further goal of the same answer."""
    merged: dict[int, tuple[str, ...]] = {}
    last = -1
    for row in order.tolist():
        same = last >= 0 and pupil[row] == pupil[last] and item[row] == item[last]
        if same and at[row] == at[last] and right[row] == right[last]:
            more = [skill for skill in skills[row] if skill not in merged[last]]
            merged[last] += tuple(more)
            if more:
                continue
        if same or (attempt and float(attempt[row] or 1) > 1):
            continue
        merged[row], last = skills[row], row
    return merged, np.array(list(merged), dtype=np.int64)


def _table(skills: list[tuple[str, ...]]) -> Ints:
    known: dict[str, int] = {}
    table = np.full((max(map(len, skills)), len(skills)), NOBODY)
    for row, several in enumerate(skills):
        for place, skill in enumerate(several):
            table[place, row] = known.setdefault(skill, len(known))
    return table


def read_qmatrix(file: Path) -> dict[str, tuple[str, ...]]:
    """The goals of each item: rows ``item_id,skill_id``, or a column of 0 and 1 for each goal; .npz is a sparse matrix of SciPy."""
    if file.suffix == ".npz":
        return _sparse(file)
    with file.open(encoding="utf-8") as text:
        head, *rows = csv.reader(text)
    found: dict[str, list[str]] = {}
    for row in rows:
        one = [row[1]] if head[1:] == ["skill_id"] else _ones(head, row)
        found.setdefault(row[0], []).extend(one)
    return {item: tuple(goals) for item, goals in found.items() if goals}


def _ones(head: list[str], row: list[str]) -> list[str]:
    return [goal for goal, value in zip(head[1:], row[1:], strict=True) if float(value or 0) > 0]


def _sparse(file: Path) -> dict[str, tuple[str, ...]]:
    kept = np.load(file)
    inner, starts = kept["indices"], kept["indptr"]
    outer = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    by_row = kept["format"].item() in (b"csr", "csr")
    found: dict[str, list[str]] = {}
    for here, there in zip(outer.tolist(), inner.tolist(), strict=True):
        item, goal = (here, there) if by_row else (there, here)
        found.setdefault(str(item), []).append(str(goal))
    return {item: tuple(goals) for item, goals in found.items()}


def splits(log: Answers, how: str, folds: int = 5) -> list[NDArray[np.bool_]]:
    """For each split the rows that are tested; all rows of a pupil are on one side unless the file says otherwise."""
    if len(log.part) and how == "folds":
        return [log.part == one for one in np.unique(log.part)]
    if len(log.part):
        return [~np.isin(log.part, ["train", "0"])]
    pupils = int(log.pupil.max()) + 1
    if how == "fixed":
        return [log.pupil >= round(TRAIN_SHARE * pupils)]
    fold = np.random.default_rng(0).permutation(pupils) % folds
    return [fold[log.pupil] == one for one in range(folds)]
