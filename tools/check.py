"""What a change must pass before it is committed: ``python3 run.py check``. In under a minute.

The checks run two at a time, the longest first; what a check says is shown when it fails.
"""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CODE = ("src", "tests", "tools", "benchmarks", "run.py", "hatch_build.py")
CHECKS: dict[str, list[str]] = {
    "tests": [
        "pytest",
        "-q",
        "-n",
        "3",
        "--dist",
        "loadfile",
        "--no-header",
        "-m",
        "not slow and not browser and not postgres",
    ],
    "types": ["mypy"],
    "lint": ["ruff", "check", "--quiet", *CODE],
    "format": ["ruff", "format", "--check", "--quiet", *CODE],
    "templates": ["djlint", "src", "--lint", "--quiet"],
    "imports": ["lint-imports", "--no-cache"],
}


def main() -> int:
    """Run all checks; 0 when every one passes."""
    started = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        failed = [name for name, ok in pool.map(check, CHECKS.items()) if not ok]
    print(f"{len(CHECKS) - len(failed)} of {len(CHECKS)} pass, {time.monotonic() - started:.0f} s")
    return 1 if failed else 0


def check(named: tuple[str, list[str]]) -> tuple[str, bool]:
    """Run one check, and tell how it went."""
    name, (program, *words) = named
    started = time.monotonic()
    done = subprocess.run(
        [BIN / program, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    ok = done.returncode == 0
    print(f"{'ok  ' if ok else 'FAIL'} {name:<9} {time.monotonic() - started:5.1f} s", flush=True)
    if not ok:
        print(done.stdout + done.stderr, flush=True)
    return name, ok


if __name__ == "__main__":
    sys.exit(main())
