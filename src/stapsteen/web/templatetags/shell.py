"""Small things that templates need."""

from __future__ import annotations

from django import template
from django.contrib.messages.storage.base import Message

from stapsteen.web.undoing import UNDO

register = template.Library()
# Where long words of a narrow column may be broken; not every browser knows that of Dutch.
BREAKS = {
    "Groepsdoorbrekend": "Groeps\u00addoorbrekend",
    "Jaarklassen": "Jaar\u00adklassen",
    "Wereldoriëntatie": "Wereld\u00adoriëntatie",
    "Workshops": "Work\u00adshops",
    "workshops": "work\u00adshops",
    "niveaugroepen": "niveau\u00adgroepen",
    "Persoonlijke": "Per\u00adsoonlijke",
}


@register.filter
def undo_address(message: Message) -> str:
    """Where a message can be taken back: it was sent with ``say_done``."""
    tags = message.extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""


@register.filter
def breakable(text: object) -> str:
    """A text with soft hyphens in long words, for narrow columns."""
    found = str(text)
    for word, parts in BREAKS.items():
        found = found.replace(word, parts)
    return found
