"""Small things that templates need."""

from __future__ import annotations

from django import template
from django.contrib.messages.storage.base import Message

register = template.Library()
UNDO = "undo:"


@register.filter
def undo_address(message: Message) -> str:
    """Where a message can be taken back: it was sent with ``extra_tags="undo:/address/"``."""
    tags = message.extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
