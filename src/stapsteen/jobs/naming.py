"""What a worker is called. No two share a name, on one machine or on several."""

from __future__ import annotations

import re
import socket
import uuid

HOST_LETTERS, CHANCE_LETTERS = 23, 16  # with a dash in between: what WorkerBeat.worker holds


def worker_name() -> str:
    """A name that nobody had before; it begins with the machine, for whoever reads the log."""
    host = re.sub(r"[^a-z0-9.-]", "", socket.gethostname().lower()) or "machine"
    return f"{host[:HOST_LETTERS]}-{uuid.uuid4().hex[:CHANCE_LETTERS]}"
