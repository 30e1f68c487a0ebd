#!/usr/bin/env python3
"""Starts Stapsteen from a checkout, and sets up on the way whatever is missing.

    python3 run.py demo        the app with a demo school
    python3 run.py serve       the app for a school
    python3 run.py test        all tests: both databases, a real browser
    python3 run.py check       format, lint, types, imports, house rules, fast tests
    python3 run.py bench       measurements; `bench start` for the start-up figures
    python3 run.py messages    refresh the translations from the code
    python3 run.py screenshots the pictures of the README
    python3 run.py lock        renew the lock files from pyproject.toml

Every other word goes to the `stapsteen` command: `python3 run.py import FILE`.
This file uses the standard library alone, so that it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
RUNNING, DEVELOPING = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
DEBIAN_PACKAGES = ("chromium", "postgresql", "libatomic1")
NEEDS_TOOLS = {"test", "check", "bench", "messages", "screenshots", "lock"}
COMPILE = ["uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header"]
COMPILE_KERNEL = "from stapsteen.planner.timetable.local import is_available; is_available()"
LOCK = [*COMPILE, "--no-annotate", "--python-version", "3.11", "--group", "build"]


def main() -> int:
    """Set up what the word on the command line needs, then do it."""
    if sys.version_info < (3, 11):
        return complain("Stapsteen needs Python 3.11 or newer; this is " + sys.version.split()[0])
    word, *rest = sys.argv[1:] or ["--help"]
    if word in {"-h", "--help", "help"}:
        print(__doc__)
        return 0
    # Compiled files in .venv and src make every start after the first two to three times quicker.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    set_up(DEVELOPING if word in NEEDS_TOOLS else RUNNING)
    if word in WORDS:
        return WORDS[word](rest)
    return stapsteen([word, *rest])


def set_up(lock: Path) -> None:
    """Make the virtual environment and bring it in line with a lock file, when it is not."""
    stamp = VENV / f"{lock.stem}.installed"
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if not (stamp.exists() and stamp.read_text() == wanted):
        install(lock)
        stamp.write_text(wanted)
    if any(is_stale(source) for source in (ROOT / "src").rglob("*.po")):
        run(PYTHON, "tools/messages.py", "compile")


def is_stale(source: Path) -> bool:
    """Whether the compiled form of a translation is absent or older than its source."""
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def install(lock: Path) -> None:
    """Install exactly what the lock file names, and Stapsteen itself as an editable package."""
    if not PYTHON.exists():
        say("making .venv")
        if subprocess.run([sys.executable, "-m", "venv", VENV], check=False).returncode:
            sys.exit(complain("Python's venv is missing: sudo apt-get install python3-venv"))
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "--quiet",
        "--disable-pip-version-check",
        "install",
    ]
    hashed: list[str | Path] = ["--require-hashes", "-r"]
    itself: list[str | Path] = ["--no-deps", "--no-build-isolation", "--editable", ROOT]
    got_uv = not subprocess.run(
        [*pip, *hashed, ROOT / "requirements-uv.lock"], check=False
    ).returncode
    say(f"installing what {lock.name} names")
    if got_uv:
        pip = [BIN / "uv", "pip", "install", "--quiet", "--python", PYTHON]
    run(*pip, *hashed, lock)
    run(*pip, *itself)
    call(PYTHON, "-c", COMPILE_KERNEL)  # where there is a C compiler; the planner can do without


def install_browser_and_database() -> None:
    """Get Chromium and PostgreSQL for the tests, or say which line gets them."""
    if shutil.which("chromium") and any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *DEBIAN_PACKAGES]
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(complain("The tests need a browser and a database: sudo " + " ".join(line)))
    say("installing " + ", ".join(DEBIAN_PACKAGES))
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], line):
        subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)


def stapsteen(words: list[str]) -> int:
    """Become the `stapsteen` command, so that signals and exit codes are its own."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(PYTHON, [str(PYTHON), "-m", "stapsteen", *words])
    return subprocess.run([PYTHON, "-m", "stapsteen", *words], check=False).returncode


def test(rest: list[str]) -> int:
    """All tests, on SQLite and on PostgreSQL side by side; other words go to pytest."""
    install_browser_and_database()
    both = [] if rest else ["--database", "both", "--tx", "2*popen", "--dist", "each"]
    return call(PYTHON, "-m", "pytest", *both, *rest)


def check(rest: list[str]) -> int:
    """What a change must pass before it is committed; in under a minute."""
    return call(PYTHON, "tools/check.py", *rest)


def bench(rest: list[str]) -> int:
    """Measure; each measurement is a module in benchmarks/."""
    return call(PYTHON, "benchmarks/run.py", *rest)


def messages(rest: list[str]) -> int:
    """Bring the translations in line with the texts in the code."""
    return call(PYTHON, "tools/messages.py", *(rest or ["refresh"]))


def screenshots(rest: list[str]) -> int:
    """Take the pictures of the README from a demo school."""
    install_browser_and_database()
    return call(PYTHON, "tools/screenshots.py", *rest)


def lock(rest: list[str]) -> int:
    """Renew the lock files: versions and hashes, no addresses."""
    for output, more in ((RUNNING, []), (DEVELOPING, ["--group", "dev"])):
        code = call(BIN / LOCK[0], *LOCK[1:], *more, *rest, "pyproject.toml", "-o", output)
        if code:
            return code
    return 0


def run(*command: str | Path) -> None:
    """Run a command that must succeed."""
    if code := call(*command):
        sys.exit(code)


def call(*command: str | Path) -> int:
    """Run a command in the checkout and give its exit code."""
    try:
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        return 130


def say(sentence: str) -> None:
    """Tell what takes a moment."""
    print(f"stapsteen: {sentence} ...", file=sys.stderr, flush=True)


def complain(sentence: str) -> int:
    """Say why it stops; the exit code of a failure."""
    print(sentence, file=sys.stderr)
    return 1


WORDS = {
    "test": test,
    "check": check,
    "bench": bench,
    "messages": messages,
    "screenshots": screenshots,
    "lock": lock,
}

if __name__ == "__main__":
    sys.exit(main())
