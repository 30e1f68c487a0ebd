"""Asks the peers: a round in words they understand, their answers as seats."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.learner.installing import CACHE, environment

from stapsteen.planner.allocation.problem import Problem, Session, may_sit, points

PINS = ("fairpyx==0.1", "matching==1.4.3")
SCRIPT = Path(__file__).with_name("peers.py")
LONGEST = 300  # seconds for all peers on one round


def peers(problem: Problem) -> dict[str, dict[str, Any]] | str:
    """By method its seats and seconds or what went wrong with it; or why no peer can be asked."""
    try:
        python = environment(CACHE / "dealing-peers", PINS)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "round.json"
            file.write_text(json.dumps(in_their_words(problem)), encoding="utf-8")
            done = subprocess.run(
                [python, SCRIPT, file],
                check=True,
                capture_output=True,
                timeout=LONGEST,
                env={**os.environ, "PYTHONHASHSEED": "0"},  # some break ties by the order of sets
            )
    except (OSError, subprocess.SubprocessError) as reason:
        return f"The peers cannot be run: {reason}"
    found: dict[str, dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


def are_comparable(problem: Problem) -> bool:
    """Whether the peers can express a round: wishes and clashes alone."""
    particular = any(one.needs or one.musts or one.behind for one in problem.pupils)
    strict = any(one.held or one.after for one in problem.sessions)
    return not (particular or strict or problem.together or problem.apart)


def in_their_words(problem: Problem) -> dict[str, Any]:
    """Sessions as items; those in one round, and those of one workshop, clash."""
    rounds = len(problem.rounds)
    return {
        "most": {one.id: one.most or rounds for one in problem.pupils},
        "seats": {one.id: one.seats for one in problem.sessions},
        "points": {
            pupil.id: {one.id: points(problem, pupil, one) for one in problem.sessions}
            for pupil in problem.pupils
        },
        "not_for": {
            pupil.id: [one.id for one in problem.sessions if not may_sit(problem, pupil, one)]
            for pupil in problem.pupils
        },
        "clashes": {
            one.id: [other.id for other in problem.sessions if _clash(one, other)]
            for one in problem.sessions
        },
    }


def _clash(one: Session, other: Session) -> bool:
    return one is not other and bool(
        set(one.rounds) & set(other.rounds) or one.about == other.about
    )
