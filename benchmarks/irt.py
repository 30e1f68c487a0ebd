"""How well items of a test are calibrated and how short an adaptive test is: ``python3 run.py bench irt``.

The rows of goal 15 of ``bench mastery``, which prints them too. The published banks and answers (``kt/irt``) are read from ../shared/data beside the
checkout, or from ``--shared FOLDER``; when they are absent that is told. Fixed seeds, seconds of the processor.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.learner.rows import HEAD, SHARED
from benchmarks.learner.testing import adaptive_tests


def main(words: list[str]) -> int:
    """Print the rows."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of shared samples")
    folder = parser.parse_args(words).shared / "kt" / "irt"
    print("\n".join(HEAD), flush=True)
    for row in adaptive_tests(folder):
        print(row, flush=True)
    return 0
