"""Goal 15: the items of a test and the adaptive test, on banks and answers that were published."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np
from benchmarks.learner.rows import row, unjudged

from stapsteen.mastery.irt.adaptive import AdaptiveTest, Rules
from stapsteen.mastery.irt.answers import Answers
from stapsteen.mastery.irt.bank import Bank
from stapsteen.mastery.irt.calibration import calibrate
from stapsteen.mastery.irt.exposure import MOST_SEEN, Simulated, controlled, seen, simulate
from stapsteen.mastery.irt.response import Items

LSAT7, TIMSS, CONTENT, TCALS = (
    "lsat7_patterns.csv",
    "timss2011_g4_aut.csv.gz",
    "timss2011_g4_items.csv",
    "tcals_item_bank.csv",
)
SLOPES, INTERCEPTS = (0.988, 1.081, 1.706, 0.765, 0.736), (1.856, 0.808, 1.804, 0.486, 1.855)
PUPILS = 4000
RULES = Rules(error=0.4, least=1, most=40)
GOAL = (
    "within 0.01",
    "at most 10 s",
    "at most 11 items",
    "94-96 %",
    "at most 1 ms",
    f"limit {MOST_SEEN:.0%}, at most 5 points over",
)


@dataclass(slots=True)
class Sat:
    """What simulated pupils' tests on a bank came to: items to the error (on average, in the middle), how often the range held, ms a step, most seen."""

    items: float
    middle: float
    holds: float
    step: float
    most_seen: float


def adaptive_tests(folder: Path) -> Iterator[str]:
    """All rows of goal 15, as Markdown; ``folder`` holds the published banks and answers."""
    absent = [one for one in (LSAT7, TIMSS, CONTENT, TCALS) if not (folder / one).exists()]
    if absent:
        why = f"skipped: {', '.join(absent)} not beside this checkout"
        yield unjudged("15", "items and the adaptive test", "; ".join(GOAL), why)
        return
    yield lsat7(folder / LSAT7)
    started = process_time()
    bank = timss(folder)
    took = process_time() - started
    what = f"TIMSS 2011, {len(bank.names)} items, calibrated with two numbers each"
    yield row("15", what, GOAL[1], f"{took:.1f} s", met=took <= 10)
    for name, one in (("TIMSS 2011", bank), ("TCALS", tcals(folder / TCALS))):
        yield from adaptive(name, one)


def lsat7(file: Path) -> str:
    """The known answer of the Law School Admission Test, section 7."""
    with file.open(encoding="utf-8") as text:
        rows = np.array([[float(cell) for cell in row] for row in list(csv.reader(text))[1:]])
    found = calibrate(Answers.of(rows[:, :5], rows[:, 5])).items
    gaps = np.abs([found.slope - np.array(SLOPES), found.intercept - np.array(INTERCEPTS)])
    off = float(gaps.max())
    return row("15", "LSAT7, the known answer", GOAL[0], f"at most {off:.4f} off", met=off <= 0.01)


def timss(folder: Path) -> Bank:
    """The mathematics items of a national sample of grade 4, calibrated; its content is number, shapes, or data."""
    with gzip.open(folder / TIMSS, "rt", encoding="utf-8") as text:
        head, *rows = csv.reader(text)
    names = head[6:]
    table = [[float(cell) if cell else np.nan for cell in row[6:]] for row in rows]
    with (folder / CONTENT).open(encoding="utf-8") as text:
        groups = {
            one["item"]: next(name for name in ("CONT_D", "CONT_G", "CONT_N") if one[name] == "1")
            for one in csv.DictReader(text)
        }
    return Bank(names, calibrate(Answers.of(table)).items, [groups[name] for name in names])


def tcals(file: Path) -> Bank:
    """A published bank of 85 items with three numbers each, in five groups."""
    with file.open(encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    numbers = [[float(one[key]) for one in rows] for key in "abc"]
    names = [f"item {number}" for number in range(len(rows))]
    return Bank(names, Items.of(*numbers), [one["Group"] for one in rows])


def adaptive(name: str, bank: Bank) -> Iterator[str]:
    """Tests of simulated pupils: content balanced, without and with a limit to how often an item is seen."""
    free, limited = sat(bank), sat(controlled(bank, RULES, pupils=1500))
    what = f"{name}, {len(bank.names)} items, content balanced"
    reached = f"{free.items:.1f} on average, {free.middle:.0f} in the middle; {limited.items:.1f} with the limit"
    yield row("15", f"{what}: to an error of 0.4", GOAL[2], reached, met=free.items <= 11)
    reached = f"{free.holds:.1%}; {limited.holds:.1%} with the limit"
    met = all(0.94 <= one.holds <= 0.96 for one in (free, limited))
    yield row("15", f"{what}: the 95 % range holds", GOAL[3], reached, met=met)
    yield row("15", f"{what}: a step", GOAL[4], f"{free.step:.2f} ms", met=free.step <= 1)
    reached = f"{limited.most_seen:.0%} with the limit; {free.most_seen:.0%} without"
    met = limited.most_seen <= MOST_SEEN + 0.05
    yield row("15", f"{what}: the item that most pupils see", GOAL[5], reached, met=met)


def sat(bank: Bank) -> Sat:
    """Simulated pupils sit the test."""
    test, started = AdaptiveTest(bank, RULES), process_time()
    done: list[Simulated] = list(simulate(test, PUPILS, seed=15))
    took = process_time() - started
    steps = np.array([len(one.sitting.answers) for one in done])
    inside = [one.result.level.low <= one.truth <= one.result.level.high for one in done]
    most = seen(bank, [one.sitting for one in done]).max()
    step = took / float(steps.sum()) * 1000
    middle = float(np.median(steps))
    return Sat(float(steps.mean()), middle, float(np.mean(inside)), step, float(most))
