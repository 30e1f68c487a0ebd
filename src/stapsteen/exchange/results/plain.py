"""Results as plain JSON, as a programme sends them: the same names as the columns of a file."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from stapsteen.exchange.results.result import Dirt, LeftOut, Reason, Result, result_of
from stapsteen.kit.refused import Refused

MOST = 10_000  # in one message


def read(content: bytes) -> tuple[list[Result], list[Dirt]]:
    """The results of ``{"results": [...]}``; refuses what is no such message."""
    found = json_in(content)
    rows = found.get("results") if isinstance(found, dict) else None
    if not isinstance(rows, list):
        raise Refused(
            _("In dit bericht staat geen lijst met de naam results."),
            _('Stuur {"results": [...]}.'),
        )
    refuse_too_many(rows)
    results: list[Result] = []
    dirt: list[Dirt] = []
    for line, row in enumerate(rows, 1):
        try:
            results.append(result_of(line, _texts(row)))
        except LeftOut as left:
            dirt.append(left.at(line))
    return results, dirt


def json_in(content: bytes) -> Any:
    """What JSON text says; refuses what is none, also what is nested so deep that it cannot be read."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as broken:
        raise Refused(_("Dit bericht is geen JSON."), _("Stuur JSON in UTF-8.")) from broken


def refuse_too_many(rows: list[Any]) -> None:
    """A message has a limit, so that nobody waits for somebody else's."""
    if len(rows) > MOST:
        raise Refused(
            _("Dit bericht heeft meer dan %(most)s resultaten.") % {"most": MOST},
            _("Stuur ze in stukken."),
        )


def _texts(row: Any) -> dict[str, str]:
    if not isinstance(row, dict):
        raise LeftOut(Reason.NOT_FOR_US)
    texts = {name: _text(value) for name, value in row.items() if isinstance(name, str)}
    goals = row.get("goals", row.get("goal", ""))
    listed = goals if isinstance(goals, list) else [goals]
    return {**texts, "goal": " ".join(one for one in listed if isinstance(one, str))}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return str(value).strip() if isinstance(value, str | int | float) else ""
