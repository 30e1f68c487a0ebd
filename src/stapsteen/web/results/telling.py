"""What of a file will be taken and what will not, as rows to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stapsteen.exchange.results.matching import Matched
from stapsteen.exchange.results.result import Dirt, Reason, Result
from stapsteen.learning.models import NormedResult

MOST_LINES = 10
MOST_NAMES = 12
MOST_ROWS = 3


@dataclass(frozen=True)
class Left:
    """A reason for which rows are left out: how many, which, what stood there and what to do."""

    sentence: str
    count: int
    lines: str
    said: list[str]
    advice: str


@dataclass(frozen=True)
class Row:
    """A row that will be taken, as we read it."""

    line: str
    pupil: str
    about: str
    outcome: str
    at: str


def left_rows(left: Sequence[Dirt]) -> list[Left]:
    """What is left out, by reason, most first."""
    by_reason: dict[Reason, list[Dirt]] = defaultdict(list)
    for one in sorted(left, key=lambda one: one.line):
        by_reason[one.reason].append(one)
    advice = _advice()
    return [
        Left(
            str(reason.label),
            len(some),
            lines_of([one.line for one in some], len(some)),
            list(dict.fromkeys(one.said for one in some if one.said))[:MOST_NAMES],
            advice.get(reason, ""),
        )
        for reason, some in sorted(by_reason.items(), key=lambda one: -len(one[1]))
    ]


def lines_of(lines: Sequence[int], count: int) -> str:
    """The first lines by number, and how many more there are."""
    shown = ", ".join(map(str, lines[:MOST_LINES]))
    more = count - len(lines[:MOST_LINES])
    said = ngettext("Regel %(lines)s.", "Regels %(lines)s.", count) % {"lines": shown}
    if not more:
        return said
    return _("Regels %(lines)s en nog %(n)s.") % {"lines": shown, "n": more}


def result_rows(fresh: Sequence[Matched]) -> list[Row]:
    """The first results that will be taken."""
    first = sorted(fresh, key=lambda one: one[0].line)[:MOST_ROWS]
    return [
        Row(
            str(result.line), person.name, ", ".join(goal.name for goal in goals),
            _outcome(result), date_format(localtime(result.at), "j F Y H:i"),
        )
        for result, person, goals in first
    ]  # fmt: skip


def test_rows(fresh: Sequence[NormedResult]) -> list[Row]:
    """The first normed tests that will be taken."""
    return [
        Row(
            "", one.person.name, f"{one.subject} · {one.test}", _of_test(one),
            date_format(one.taken_on, "j F Y"),
        )
        for one in fresh[:MOST_ROWS]
    ]  # fmt: skip


def _outcome(result: Result) -> str:
    if result.out_of is None:
        return _("goed") if result.value else _("fout")
    right = f"{result.value * result.out_of:.1f}".removesuffix(".0").replace(".", ",")
    return _("%(right)s van %(all)s goed") % {"right": right, "all": result.out_of}


def _of_test(one: NormedResult) -> str:
    score = "" if one.score is None else f"{one.score:g}"
    return " · ".join(part for part in (score, one.norm, one.functioning) if part)


def _advice() -> dict[Reason, str]:
    """What somebody can do about rows that were left out; nothing where all is well."""
    code = _("Gebruik de naam in bestanden, die op de pagina van het doel staat.")
    value = _("Schrijf bij goed: ja of nee. Of vul score en van in, met een getal.")
    return {
        Reason.UNKNOWN_PUPIL: _(
            "Schrijf het nummer uit de leerlingadministratie, het ECK iD of de hele naam."
        ),
        Reason.DOUBLE_PUPIL: _(
            "Schrijf bij deze kinderen het nummer uit de leerlingadministratie."
        ),
        Reason.UNKNOWN_GOAL: code,
        Reason.DOUBLE_GOAL: code,
        Reason.UNKNOWN_SUBJECT: _("Schrijf het vak zoals het op jullie school heet."),
        Reason.BAD_TIME: _("Schrijf 2-3-2026 of 2-3-2026 10:15."),
        Reason.BAD_VALUE: value,
        Reason.NO_VALUE: value,
        Reason.COLUMNS: _("Staat er een komma in een getal? Bewaar het bestand met puntkomma's."),
    }
