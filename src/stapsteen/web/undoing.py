"""Saying what was done together with the way back: undo instead of "are you sure"."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

UNDO = (
    "undo:"  # before the address in the tags of a message; ``undo_address`` reads it for the page
)


def say_done(request: HttpRequest, sentence: str, undo: str, *arguments: object) -> None:
    """Say that something was done; ``undo`` is the page that takes it back, with its arguments."""
    messages.success(request, sentence, extra_tags=UNDO + reverse(undo, args=arguments))
