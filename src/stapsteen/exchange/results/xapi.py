"""Results as xAPI statements (Experience API 1.0.3), as learning software sends them.

The pupil is the name of the actor's account (or its mailbox), the task the object; its goals are
those activities of the statement whose identifier is that of a goal. ``result.success`` is an answer,
``result.score`` a share right. A statement that voids another takes that one's result back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from stapsteen.exchange.results.plain import json_in, refuse_too_many
from stapsteen.exchange.results.result import (
    LONGEST,
    Dirt,
    LeftOut,
    Reason,
    Result,
    moment_of,
    refuse_unwritable,
)
from stapsteen.kit.refused import Refused

VERSION = "1.0.3"
VOIDED = "http://adlnet.gov/expapi/verbs/voided"
MOST = 10**9  # that a score can be
TASKS_OF_A_SCORE = 5  # a score without its number of tasks counts as this many


@dataclass
class Statements:
    """What was sent: the results, what was left out, what is taken back, and the identifier of each statement."""

    results: list[Result] = field(default_factory=list)
    dirt: list[Dirt] = field(default_factory=list)
    voided: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def read(
    content: bytes, known: Callable[[list[str]], list[str]], asked: str | None = None
) -> Statements:
    """The statements of a message; ``known`` gives those of some identifiers that are a goal's.

    ``asked`` is the identifier in the address, when one statement is put there: it need not say it itself.
    Refuses what is no statement or list of statements: then nothing of it is taken.
    """
    found = json_in(content)
    rows = found if isinstance(found, list) else [found]
    refuse_too_many(rows)
    said = Statements(ids=[_id(row, asked) for row in rows])
    if asked is not None and (isinstance(found, list) or said.ids != [_uuid(asked)]):
        raise Refused(_("Het statement heeft een ander id dan het adres."), _("Verbeter het id."))
    for line, (row, key) in enumerate(zip(rows, said.ids, strict=True), 1):
        if _at(row, "verb", "id") == VOIDED:
            said.voided.append(_uuid(_at(row, "object", "id")))
            continue
        try:
            said.results.append(_result(line, row, key, known))
        except LeftOut as left:
            said.dirt.append(left.at(line))
    return said


def _id(row: Any, asked: str | None) -> str:
    if not isinstance(row, dict) or not all(
        isinstance(row.get(part), dict) for part in ("actor", "verb", "object")
    ):
        raise Refused(
            _("Dit is geen xAPI-statement: actor, verb of object mist."),
            _("Stuur een statement of een lijst met statements."),
        )
    return _uuid(row["id"] if "id" in row else asked or str(uuid4()))


def _uuid(said: Any) -> str:
    """An identifier of a statement as everybody writes it: in small letters, without urn: or braces."""
    try:
        return str(UUID(said))
    except (ValueError, TypeError, AttributeError) as wrong:
        raise Refused(_("Het id van een statement is geen UUID."), _("Verbeter het id.")) from wrong


def _result(
    line: int, row: dict[str, Any], key: str, known: Callable[[list[str]], list[str]]
) -> Result:
    pupil = _pupil(row)
    item = str(_at(row, "object", "id") or "")
    goals = known(list(dict.fromkeys(_activities(row))))
    if not goals:
        raise LeftOut(Reason.UNKNOWN_GOAL)
    refuse_unwritable(pupil, item, *goals)
    if len(item) > LONGEST:
        item = item[-LONGEST:]
    value, out_of = _value(row)
    at = moment_of(str(row.get("timestamp") or row.get("stored") or ""))
    return Result(line, pupil, tuple(goals), value, at, item, _options(row), out_of, key=key)


def _pupil(row: dict[str, Any]) -> str:
    name = _at(row, "actor", "account", "name") or _at(row, "actor", "mbox")
    if not isinstance(name, str) or not name:
        raise LeftOut(Reason.NO_PUPIL)
    return name.removeprefix("mailto:")


def _activities(row: dict[str, Any]) -> Iterator[str]:
    """The identifiers of all activities a statement names: the object, and those around it."""
    around = _at(row, "context", "contextActivities")
    lists = around.values() if isinstance(around, dict) else ()
    for some in (*lists, row.get("object")):
        for one in some if isinstance(some, list) else [some]:
            if isinstance(found := _at(one, "id"), str):
                yield found


def _value(row: dict[str, Any]) -> tuple[float, int | None]:
    success = _at(row, "result", "success")
    if isinstance(success, bool):
        return float(success), None
    raw, most = _at(row, "result", "score", "raw"), _at(row, "result", "score", "max")
    if _number(raw) and _number(most) and most > 0 and float(most).is_integer():
        share, out_of = float(raw) / float(most), int(min(most, 32_000))
    else:
        share, out_of = _at(row, "result", "score", "scaled"), TASKS_OF_A_SCORE
    if share is None:
        raise LeftOut(Reason.NO_VALUE)
    if not _number(share) or not 0 <= share <= 1:
        raise LeftOut(Reason.BAD_VALUE)
    return float(share), out_of


def _options(row: dict[str, Any]) -> int | None:
    choices = _at(row, "object", "definition", "choices")
    return len(choices) if isinstance(choices, list) and 2 <= len(choices) <= 100 else None


def _number(found: Any) -> bool:
    """Whether it is a number that can be reckoned with: not true, not without end, not beyond ``MOST``."""
    return isinstance(found, int | float) and not isinstance(found, bool) and -MOST <= found <= MOST


def _at(found: Any, *way: str) -> Any:
    """What stands at the end of a way of names; None where it ends before."""
    for name in way:
        found = found.get(name) if isinstance(found, dict) else None
    return found
