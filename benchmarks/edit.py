"""How fast the table answers while a lesson is held: ``python3 run.py bench edit``.

Builds demo schools in a temporary database, begins a working version, and asks as the browser does, through
the whole of the app: what every place costs for a lesson (many lessons), and to move one. Prints a row of
Markdown for each size and organisation: milliseconds, the middle one, the one that 95 of 100 stay below,
and the slowest. ``--pupils`` names the sizes.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter
from typing import Any

HEAD = "| pupils | organisation | events | places ms | 95 % | slowest | move ms | 95 % | slowest |"
ASKED, MOVED = 60, 12


def main(words: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, nargs="+", default=[225, 600])
    parser.add_argument("--organisation", nargs="+", default=["year_class", "units"])
    parser.add_argument("--seconds", type=float, default=20, help="to plan the week with")
    asked = parser.parse_args(words)
    print(HEAD + "\n|" + " --- |" * 9)
    with tempfile.TemporaryDirectory(prefix="stapsteen-edit-") as folder:
        os.environ.update(
            STAPSTEEN_DATA=folder,
            DATABASE_URL="",
            DJANGO_SETTINGS_MODULE="stapsteen.config.settings",
        )
        from django.core.management import call_command

        from stapsteen.cli.database import open_database

        open_database()
        call_command("collectstatic", interactive=False, verbosity=0)
        for pupils in asked.pupils:
            for row in rows(pupils, asked.organisation, asked.seconds):
                print(row, flush=True)
    return 0


def rows(pupils: int, organisations: Sequence[str], seconds: float) -> list[str]:
    """The rows of one school."""
    from django.core.management import call_command

    from stapsteen.demo.build import build_demo
    from stapsteen.school.models import SchoolYear

    call_command("flush", verbosity=0, interactive=False)
    build_demo(pupils)
    year = SchoolYear.objects.get(state=SchoolYear.State.OPEN)
    return [row(pupils, year, one, seconds) for one in organisations]


def row(pupils: int, year: Any, organisation: str, seconds: float) -> str:
    """One organisation of one school: plan it, open a version, ask and move."""
    from stapsteen.accounts.models import User
    from stapsteen.planner.organisation.plan import ORGANISATIONS
    from stapsteen.planner.organisation.planning import plan_week
    from stapsteen.week.planning.actions import ask_run
    from stapsteen.week.planning.export import school_week_of
    from stapsteen.week.planning.keeping import keep
    from stapsteen.week.versions.actions import start_working_version

    principal = User.objects.get(person__school=year.school, person__roles__kind="principal")
    week = school_week_of(year)
    assert organisation in ORGANISATIONS
    run = ask_run(year, week, organisation, seconds=30, by=principal)
    plan = keep(run, plan_week(week, organisation, seconds=seconds))
    version = start_working_version(plan, by=principal)
    events, places, moves = measured(version, principal)
    figures = " | ".join(f"{one:.0f}" for one in (*spread(places), *spread(moves)))
    return f"| {pupils} | {organisation} | {events} | {figures} |"


def measured(version: Any, principal: Any) -> tuple[int, list[float], list[float]]:
    """How many events there are, and milliseconds for each question and for each move."""
    from django.test import Client
    from django.test.utils import override_settings

    from stapsteen.week.versions.state import movable_of

    client = Client()
    client.force_login(principal, "allauth.account.auth_backends.AuthenticationBackend")
    address = f"/rooster/versies/{version.pk}/"
    blocks = movable_of(version).draft.blocks
    lessons = [block.id for block in blocks if block.kind not in {"start", "end"}]
    step = max(1, len(lessons) // ASKED)
    gc.collect()
    gc.freeze()  # what planning left in this process is not in that of the app
    with override_settings(ALLOWED_HOSTS=["*"]):
        client.get(address)
        asked = [
            timed(lambda one=one: client.get(f"{address}plekken/", {"event": one}))  # type: ignore[misc]
            for one in lessons[::step]
        ]
        moved = [timed(lambda: move(client, address, version, lessons)) for _time in range(MOVED)]
    return len(movable_of(version).instance.events), asked, moved


def move(client: Any, address: str, version: Any, lessons: Sequence[str]) -> Any:
    """Put a lesson at the first place that is possible, with the new table as the answer."""
    version.refresh_from_db()
    for event in lessons[version.revision :: 7]:
        places = client.get(f"{address}plekken/", {"event": event}).json()["places"]
        time = next((time for time, (state, _words) in places.items() if state == "free"), None)
        if time is not None:
            asked = {"event": event, "time": time, "revision": version.revision}
            begun = perf_counter()
            answer = client.post(f"{address}zet/", asked, headers={"HX-Request": "true"})
            answer.milliseconds = 1000 * (perf_counter() - begun)
            return answer
    raise RuntimeError("no lesson has a free place")


def timed(ask: Callable[[], Any]) -> float:
    """Milliseconds of one question that succeeds."""
    begun = perf_counter()
    answer = ask()
    passed = 1000 * (perf_counter() - begun)
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code}: {answer.content[:300]!r}")
    return float(getattr(answer, "milliseconds", passed))


def spread(figures: list[float]) -> tuple[float, float, float]:
    """The middle, the one that 95 of 100 stay below, and the largest."""
    ordered = sorted(figures)
    return median(ordered), ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)], ordered[-1]
