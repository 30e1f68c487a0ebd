"""A database that is away for a moment: restarted, or busy. Long work waits for it and goes on."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, close_old_connections

AWAY = (OperationalError, InterfaceError)
PATIENCE = 60.0  # seconds
PAUSE = 0.5

T = TypeVar("T")


def patiently(ask: Callable[[], T]) -> T:
    """What the database answers, once it is there; its error when it stays away too long."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return ask()
        except AWAY:
            if time.monotonic() > deadline:
                raise
            close_old_connections()
            time.sleep(PAUSE)
