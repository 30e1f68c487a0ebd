"""Start the app with a demo school: nobody in it exists, and everything can be tried.

The demo has a data folder of its own inside the data folder, so that it never meets a real school.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

from stapsteen.cli import serve
from stapsteen.kit.refused import Refused

SMALLEST, LARGEST = 30, 1200


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `demo`."""
    parser.add_argument("--pupils", type=int, default=225, help="pupils of the (first) school")
    parser.add_argument("--schools", type=int, default=1, help="schools of the board")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument(
        "--build-only", action="store_true", help="make the school and do not start"
    )
    parser.set_defaults(certificate=None, key=None)


def run(asked: argparse.Namespace) -> dict[str, Any] | None:
    """Build the demo where it is not there yet, and serve it."""
    if not SMALLEST <= asked.pupils <= LARGEST or not 1 <= asked.schools <= 60:
        raise Refused(
            f"De demo heeft {SMALLEST} tot {LARGEST} leerlingen en 1 tot 60 scholen.",
            "Kies een aantal daartussen.",
        )
    if os.environ.get("DATABASE_URL"):
        raise Refused(
            "De demo gebruikt nooit de database van een school.",
            "Haal DATABASE_URL weg en start de demo opnieuw.",
        )
    if asked.build_only:
        settle_in(asked)
        serve.prepare()
        return {"log_ins": build_once(asked.pupils, asked.schools)}
    serve.refuse_taken(asked.host, asked.port)
    size = ("--pupils", str(asked.pupils), "--schools", str(asked.schools))
    built = json.loads(serve.in_a_process_of_its_own("demo", "--build-only", *size))
    settle_in(asked)
    serve.start(asked, told="".join(f"  {line}\n" for line in told(built["log_ins"])))
    return None


def settle_in(asked: argparse.Namespace) -> None:
    """Use a folder for this size of demo, and say in the settings that this is a demo."""
    data = Path(os.environ.get("STAPSTEEN_DATA") or "data")
    os.environ["STAPSTEEN_DATA"] = str(data / f"demo-{asked.pupils}-{asked.schools}")
    os.environ["STAPSTEEN_DEMO"] = "1"


def build_once(pupils: int, schools: int) -> list[dict[str, str]]:
    """The log-ins of the demo; the school is made when there is none."""
    from stapsteen.demo.build import build_demo, log_ins_of_demo

    found = log_ins_of_demo() or build_demo(pupils=pupils, schools=schools)
    return [
        {"role": one.role, "name": one.name, "email": one.email, "password": one.password}
        for one in found
    ]


def told(log_ins: list[dict[str, str]]) -> list[str]:
    """The log-ins as lines."""
    return [f"{one['role']:<18} {one['email']:<36} {one['password']}" for one in log_ins]
