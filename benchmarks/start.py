"""Starts the demo from nothing in a copy of this repository: ``python3 run.py bench start``.

Prints a row of Markdown: seconds from the command to the first page, the first time (everything is
installed and the school is built; the package cache is as it is) and the second time, and the resident
memory of all its processes after ten pages. ``--pupils`` gives the size of the school.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
HEAD = "| pupils | first time s | second time s | memory MB |\n| --- | --- | --- | --- |"


def main(words: list[str]) -> int:
    """Measure twice in one copy, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=225)
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="stapsteen-start-") as folder:
        copy = Path(folder, "stapsteen")
        subprocess.run(["git", "clone", "--quiet", ROOT, copy], check=True)
        first, _memory = started(copy, asked.pupils)
        second, memory = started(copy, asked.pupils)
    print(f"{HEAD}\n| {asked.pupils} | {first:.1f} | {second:.1f} | {memory:.0f} |")
    return 0


def started(copy: Path, pupils: int) -> tuple[float, float]:
    """Seconds to the first page, and megabytes after ten of them; nothing goes on running."""
    port = free_port()
    words = ["demo", "--pupils", str(pupils), "--port", str(port)]
    python = shutil.which("python3") or sys.executable
    began = time.monotonic()
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    process = subprocess.Popen(
        [python, "run.py", *words],
        cwd=copy,
        env={**environment, "STAPSTEEN_DATA": str(copy / "data"), "DATABASE_URL": ""},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for_page(port, process)
        seconds = time.monotonic() - began
        for _page in range(10):
            open_page(port)
        return seconds, sum(map(memory_of, family(process.pid)))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_page(port: int, process: subprocess.Popen[bytes]) -> None:
    """Come back when the first page was read."""
    while process.poll() is None:
        try:
            return open_page(port)
        except URLError:
            time.sleep(0.05)
    raise SystemExit("the demo did not start")


def open_page(port: int) -> None:
    """Read the first page."""
    with urlopen(f"http://localhost:{port}/", timeout=30) as answer:
        answer.read()


def family(pid: int) -> list[int]:
    """A process, its children, and theirs (Linux)."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += family(int(child))
    return found


def memory_of(pid: int) -> float:
    """The share of a process in the memory, in megabytes; shared pages are counted once."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
