"""What is written to the terminal and the log."""

from __future__ import annotations

import logging

SERVER_ERROR = 500


class Calm(logging.Filter):
    """Lets a page that is not for somebody, or is not there, be one line; a fault keeps its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the traceback off an answer below 500; everything is let through."""
        if getattr(record, "status_code", SERVER_ERROR) < SERVER_ERROR:
            record.exc_info = None
        return True
