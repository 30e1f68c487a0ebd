"""What pages cost in a school of which a great deal was seen: ``python3 run.py bench pages``.

Builds the demo school with ``--pupils`` pupils and ``--pieces`` pieces of evidence for each in a database of its own
(``--postgresql`` starts a PostgreSQL for it), asks each page ``--asks`` times as different people, one after another in
one process with all middleware, and prints the milliseconds in the middle and at the 95th of a hundred, and the
most queries. Then 10,000 results are read in, later than all else and once more into the past. ``--write`` puts the
rows in docs/benchmarks.md; ``--growth`` measures schools from 60 to 6,000 pupils and draws docs/images/pages.svg.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- pages {name} -->", "<!-- /pages {name} -->"
HEAD = "| pupils | pieces of evidence | database | what | in the middle | 95th | most | queries |"
GROWTH, GROWTH_PIECES = (60, 200, 600, 2000, 6000), 300


def main(words: list[str]) -> int:
    """Measure, print, and write the rows when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=600)
    parser.add_argument("--pieces", type=int, default=3000)
    parser.add_argument("--asks", type=int, default=200)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(words)
    if asked.one:
        return _one(
            asked.pupils, asked.pieces, asked.asks, "postgresql" if asked.postgresql else "sqlite"
        )
    sizes = (
        [(pupils, GROWTH_PIECES) for pupils in GROWTH]
        if asked.growth
        else [(asked.pupils, asked.pieces)]
    )
    rows = [HEAD, "|" + " --- |" * (HEAD.count("|") - 1)]
    print("\n".join(rows), flush=True)
    for pupils, pieces in sizes:
        rows += _measured(pupils, pieces, asked.asks, postgresql=asked.postgresql)
    if asked.write:
        _write(rows, _name(asked))
    return 0


def _name(asked: argparse.Namespace) -> str:
    return "growth" if asked.growth else "postgresql" if asked.postgresql else "sqlite"


def _measured(pupils: int, pieces: int, asks: int, *, postgresql: bool) -> list[str]:
    """The rows of one school, in a process and a database of its own."""
    with tempfile.TemporaryDirectory() as folder, _server(postgresql) as url:
        data = {"STAPSTEEN_DATA": folder, "DATABASE_URL": url}
        command = [sys.executable, str(ROOT / "benchmarks" / "run.py"), "pages", "--one"]
        command += ["--pupils", str(pupils), "--pieces", str(pieces), "--asks", str(asks)]
        command += ["--postgresql"] if postgresql else []
        rows: list[str] = []
        with subprocess.Popen(
            command, env=os.environ | data, stdout=subprocess.PIPE, text=True
        ) as one:
            for line in one.stdout or ():
                print(line, end="", flush=True)
                rows.append(line.rstrip())
        if one.returncode:
            raise SystemExit(one.returncode)
        return rows


@contextmanager
def _server(wanted: bool) -> Iterator[str]:  # noqa: FBT001
    """The address of a PostgreSQL that is started for this; none for SQLite."""
    if not wanted:
        yield ""
        return
    sys.path.insert(0, str(ROOT))
    from tests.postgres import Server, programs

    binaries = programs()
    if binaries is None:
        raise SystemExit("PostgreSQL is missing: sudo apt-get install postgresql")
    server = Server(binaries)
    server.start()
    try:
        yield server.url
    finally:
        server.stop()


def _one(pupils: int, pieces: int, asks: int, database: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stapsteen.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from benchmarks.seen.asking import everything
    from benchmarks.seen.school import fill

    school = fill(pupils, pieces)
    for what, middle, late, most, queries in everything(school, asks):
        print(
            f"| {pupils} | {pieces} | {database} | {what} | {middle} | {late} | {most} | {queries} |",
            flush=True,
        )
    return 0


def _write(rows: list[str], name: str) -> None:
    page = ROOT / "docs" / "benchmarks.md"
    text, begin, end = (
        page.read_text(encoding="utf-8"),
        BEGIN.format(name=name),
        END.format(name=name),
    )
    before, _found, rest = text.partition(begin)
    after = rest.partition(end)[2]
    page.write_text(before + begin + "\n" + "\n".join(rows) + "\n" + end + after, encoding="utf-8")
    if name == "growth":
        from benchmarks.pictures.pages import picture

        (ROOT / "docs" / "images" / "pages.svg").write_text(picture(rows[2:]), encoding="utf-8")
