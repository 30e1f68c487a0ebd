"""Looking something up by a key that is only known in the template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(table: Mapping[str, Any], key: object) -> Any:
    """``table|of:key``: what stands in a table at a key; nothing where it does not stand there."""
    return table.get(str(key), "")
