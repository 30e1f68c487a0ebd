"""Goals 5, 6 and 7: what a real log says. Goals 1 to 4 are about logs that may not be passed on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.learner.elo import elo
from benchmarks.learner.installing import peers
from benchmarks.learner.measuring import measure
from benchmarks.learner.reading import read, splits
from benchmarks.learner.rows import row, unjudged

from stapsteen.mastery.settings import SHIPPED

SPANISH = "spanish_vocab.csv.gz"
NAMED = "name the folder of these logs with --folder: they may not be passed on"
GOALS = {"5": "AUC at least 0.840", "6": "at most 0.012; at most 0.030 in every bin"}
RANGE = "95 % range holds 93-97 %, 80 % range 77-83 %"


def real(folder: Path, *, with_peers: bool = True) -> Iterator[str]:
    """The rows, as Markdown; ``folder`` holds the log of Spanish words."""
    yield unjudged("1-4", "ASSISTments 2009 and 2017", "see `--folder`", f"skipped: {NAMED}")
    file = folder / SPANISH
    if not file.exists():
        said = f"skipped: {SPANISH} is not beside this checkout"
        yield unjudged(
            "5-7", "Spanish words, five folds", "; ".join([*GOALS.values(), RANGE]), said
        )
        return
    log = read(file)
    tested = splits(log, "folds")
    found: dict[str, Any] = measure(log, tested, SHIPPED, tune=False)
    seconds = found["training_seconds"] + found["predicting_seconds"]
    yield row(
        "5",
        "Spanish words, five folds, shipped settings",
        GOALS["5"],
        told({**found, "seconds": seconds}),
        met=found["auc"] >= 0.84,
    )
    if with_peers:
        yield unjudged("5", "peer, same folds: Elo", "-", told(elo(log, tested)))
        others = peers(log, tested)
        for name, one in {"others": others}.items() if isinstance(others, str) else others.items():
            yield unjudged("5", f"peer, same folds: {name}", "-", told(one))
    yield calibrated(found)
    yield from next_ten(found["next_ten"])


def told(found: Any) -> str:
    """A model's figures in a row; a sentence stays a sentence."""
    if isinstance(found, str):
        return found
    return (
        f"AUC {found['auc']:.3f}, log-loss {found['log_loss']:.3f}, {found['seconds']:.1f} s a fold"
    )


def calibrated(found: dict[str, Any]) -> str:
    """Goal 6: the calibration error, also by the number of earlier answers on the goal."""
    bins = {name: one["calibration_error"] for name, one in found["by_evidence"].items()}
    worst = max(bins, key=bins.__getitem__)
    error = found["calibration_error"]
    reached = f"{error:.3f}; worst {bins[worst]:.3f}, after {worst} earlier answers on the goal"
    met = error <= 0.012 and bins[worst] <= 0.03
    return row("6", "Spanish words, calibration error", GOALS["6"], reached, met=met)


def next_ten(found: dict[str, Any]) -> Iterator[str]:
    """Goal 7: how often the ranges of the next ten hold, and how wide they are."""
    for after, one in found.items():
        if not one["pupils"]:
            continue
        parts = [
            f"{share} %: holds {one[share]['holds']:.0%}, {one[share]['width']:.1f} wide"
            for share in ("95", "80")
        ]
        met = 0.93 <= one["95"]["holds"] <= 0.97 and 0.77 <= one["80"]["holds"] <= 0.83
        what = f"Spanish words, next ten after {after} answers, {one['pupils']} pupils"
        yield row("7", what, RANGE, "; ".join(parts), met=met)
