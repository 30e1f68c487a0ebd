"""Work for the tests: it counts, it waits, it breaks."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from stapsteen.kit.refused import Refused

Report = Callable[[dict[str, Any]], None]


def count(payload: dict[str, Any], report: Report, cancelled: Callable[[], bool]) -> dict[str, Any]:
    """Count to ``to``, ``pause`` seconds a step; every start is one line in the file ``starts``."""
    with Path(payload["starts"]).open("a", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")
    reached = 0
    while reached < payload["to"] and not cancelled():
        reached += 1
        report({"reached": reached})
        time.sleep(payload["pause"])
    return {"reached": reached}


count_quickly = count


def sleep_on(payload: dict[str, Any], report: Report, cancelled: object) -> dict[str, Any]:
    """Never look whether somebody wants it to stop."""
    report({"asleep": True})
    time.sleep(60)
    return {}


def refuse(payload: dict[str, Any], report: Report, cancelled: object) -> dict[str, Any]:
    raise Refused("De week heeft geen lestijden.", "Vul de lestijden in.")


def break_down(payload: dict[str, Any], report: Report, cancelled: object) -> dict[str, Any]:
    """Break down as often as ``times`` says, then succeed."""
    starts = Path(payload["starts"])
    tries = len(starts.read_text().splitlines()) if starts.exists() else 0
    starts.write_text("try\n" * (tries + 1))
    if tries < payload["times"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return {"tries": tries + 1}


def where(payload: dict[str, Any], report: Report, cancelled: object) -> dict[str, Any]:
    """Tell on which machine it was done: each has a data folder of its own."""
    with Path(payload["starts"]).open("a", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")
    time.sleep(payload["pause"])
    return {"machine": os.environ["STAPSTEEN_DATA"]}
