"""Make a log-in for the first administrator of a school.

Without a school in the database this makes one, still empty: its export is read in later.
"""

from __future__ import annotations

import argparse
import secrets
from typing import Any


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `admin`."""
    parser.add_argument("email")
    parser.add_argument("--name", default="", help="first name and family name")
    parser.add_argument(
        "--school", default="", help="the name of the school, when there is none yet"
    )
    parser.add_argument(
        "--code", default="", help="the code (BRIN) of the school, when there are more"
    )


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Make the log-in and print its password once."""
    from stapsteen.cli.database import open_database

    open_database()
    from stapsteen.accounts.actions import make_administrator

    password = secrets.token_urlsafe(12)
    user = make_administrator(
        asked.email, password, name=asked.name, school_name=asked.school, code=asked.code
    )
    if not asked.json:
        print(f"{user.email}\n{password}")
    return {"email": user.email, "password": password, "school": str(user.school)}
