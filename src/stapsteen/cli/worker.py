"""Do long work (planning) until Ctrl-C. `serve` and `demo` start a worker of their own.

A second one on another machine needs the same DATABASE_URL; two workers never do the same job.
"""

from __future__ import annotations

import argparse
import os
import sys


def options(parser: argparse.ArgumentParser) -> None:
    """Nothing can follow `worker`."""


def run(_asked: argparse.Namespace) -> None:
    """Become the worker."""
    from stapsteen.cli.database import open_database

    open_database()
    os.execv(sys.executable, [sys.executable, "-m", "stapsteen.jobs.worker"])  # noqa: S606
