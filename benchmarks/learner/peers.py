"""Peers on the same log and splits, run by a Python of their own: PFA, Best-LR (the features of Gervet and others, 2020) and pyBKT.

Reads a folder that the benchmark wrote (``log.npz``: pupil, item, goal, right, test), prints a line of JSON. Knows nothing of the product.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

LONGEST = 600.0


def main(folder: Path) -> None:
    """Measure all peers on the given splits."""
    kept = dict(np.load(folder / "log.npz"))
    counts = earlier(kept)
    features = {"PFA": pfa(kept, counts), "Best-LR": best_lr(kept, counts)}
    found: dict[str, Any] = {name: logistic(table, kept) for name, table in features.items()}
    found["pyBKT"] = bkt(kept)
    print(json.dumps(found))


def earlier(kept: dict[str, Any]) -> dict[str, Any]:
    """How often each pupil was right and wrong before: in all, on this goal, on this task."""
    names = {"all": kept["pupil"] * 0, "goal": kept["goal"], "item": kept["item"]}
    found = {}
    for name, key in names.items():
        pair = kept["pupil"] * (int(key.max()) + 1) + key
        order = np.argsort(pair, kind="stable")
        begins = np.r_[True, np.diff(pair[order]) > 0]
        for outcome in (0, 1):
            hit = (kept["right"][order] == outcome).astype(float)
            total = np.cumsum(hit) - hit
            column = np.zeros(len(pair))
            column[order] = total - np.maximum.accumulate(np.where(begins, total, 0))
            found[f"{name}{outcome}"] = column
    return found


def one_hot(key: Any) -> Any:
    """A column for each key."""
    from scipy.sparse import csr_matrix

    rows = np.arange(len(key))
    return csr_matrix((np.ones(len(key)), (rows, key)), shape=(len(key), int(key.max()) + 1))


def pfa(kept: dict[str, Any], counts: dict[str, Any]) -> Any:
    """The goal, and what went right and wrong on it, each goal with its own weights."""
    from scipy.sparse import hstack

    goal = one_hot(kept["goal"])
    own = [goal.multiply(counts[f"goal{outcome}"][:, None]) for outcome in (0, 1)]
    return hstack([goal, *own]).tocsr()


def best_lr(kept: dict[str, Any], counts: dict[str, Any]) -> Any:
    """Task, goal, and the logs of what went right and of all, on everything, on the goal and on the task."""
    from scipy.sparse import csr_matrix, hstack

    columns = []
    for name in ("all", "goal", "item"):
        every = counts[f"{name}0"] + counts[f"{name}1"]
        columns += [np.log1p(counts[f"{name}1"]), np.log1p(every)]
    return hstack(
        [one_hot(kept["item"]), one_hot(kept["goal"]), csr_matrix(np.array(columns).T)]
    ).tocsr()


def logistic(table: Any, kept: dict[str, Any]) -> dict[str, float]:
    """Logistic regression, trained on the other rows of each split."""
    from sklearn.linear_model import LogisticRegression

    said, started = np.full(len(kept["right"]), np.nan), process_time()
    for test in kept["test"]:
        model = LogisticRegression(max_iter=1000).fit(table[~test], kept["right"][~test])
        said[test] = model.predict_proba(table[test])[:, 1]
    return figures(kept["right"], said, (process_time() - started) / len(kept["test"]))


def bkt(kept: dict[str, Any]) -> dict[str, float] | str:
    """Knowledge tracing by pyBKT, one fit for each goal. Slow: no further fold is begun after ``LONGEST`` seconds, and how many were is told."""
    try:
        from pyBKT.models import Model
    except ImportError as reason:
        return f"pyBKT cannot be run: {reason}"
    from pandas import DataFrame

    table = DataFrame({"user_id": kept["pupil"], "correct": kept["right"]})
    table["skill_name"], table["order_id"] = kept["goal"].astype(str), np.arange(len(table))
    said, started, folds = np.full(len(table), np.nan), process_time(), 0
    for test in kept["test"]:
        if process_time() - started > LONGEST:
            break
        model = Model(seed=1, num_fits=1, parallel=False)
        model.fit(data=table[~test].copy())
        known = test & np.isin(kept["goal"], kept["goal"][~test])
        said[test] = kept["right"][~test].mean()  # for a goal that nobody was trained on
        found = model.predict(data=table[known].copy()).sort_values("order_id")
        said[known] = found["correct_predictions"].to_numpy()
        folds += 1
    return {**figures(kept["right"], said, (process_time() - started) / folds), "folds": folds}


def figures(right: Any, said: Any, seconds: float) -> dict[str, float]:
    """How well the rows that were foretold were foretold, and the seconds a fold."""
    from sklearn.metrics import log_loss, roc_auc_score

    done = ~np.isnan(said)
    return {
        "auc": round(float(roc_auc_score(right[done], said[done])), 4),
        "log_loss": round(float(log_loss(right[done], said[done])), 4),
        "seconds": round(seconds, 1),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
