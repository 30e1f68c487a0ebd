"""What a set-up form says, turned into values; nonsense gets a sentence."""

from __future__ import annotations

from datetime import time

from django.http import QueryDict
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.school.defaults.times import Pause, SchoolTimes
from stapsteen.school.models import WorkingDay
from stapsteen.web.asked import number_in

WEEKDAYS = range(1, 6)


def number(written: object) -> int:
    """A whole number; 0 for anything else."""
    text = str(written or "").strip()
    return max(0, number_in(text))


def clock(written: object) -> time:
    """A clock time such as 08:30."""
    try:
        return time.fromisoformat(str(written or ""))
    except ValueError as wrong:
        raise Refused(
            _("Een van de tijden klopt niet."), _("Schrijf een tijd als 08:30.")
        ) from wrong


def times(form: QueryDict) -> SchoolTimes:
    """School times that were typed: the start, the end of each day, the two pauses."""
    pauses = [
        Pause(
            clock(form.get(f"{kind}_starts")),
            number(form.get(f"{kind}_minutes")),
            kind,
            number(form.get(f"{kind}_supervisors")),
        )
        for kind in ("break", "lunch")
        if form.get(f"{kind}_starts") and number(form.get(f"{kind}_minutes"))
    ]
    ends = {day: clock(form[f"ends-{day}"]) for day in WEEKDAYS if form.get(f"ends-{day}")}
    if not ends:
        raise Refused(
            _("Er is geen dag met een eindtijd."), _("Vul bij elke schooldag een eindtijd in.")
        )
    return SchoolTimes(clock(form.get("starts")), ends, tuple(pauses))


def days(form: QueryDict, person: int) -> dict[int, str]:
    """The days that somebody works, from the grid."""
    chosen = {day: form.get(f"day-{person}-{day}", "") for day in WEEKDAYS}
    return {day: part for day, part in chosen.items() if part in WorkingDay.Part.values}


def minutes(form: QueryDict) -> dict[tuple[str, str], int]:
    """The table of minutes: fields are called ``minutes-SUBJECT-YEARGROUP``."""
    found = {}
    for name, written in form.items():
        if name.startswith("minutes-"):
            subject, _dash, year_group = name.removeprefix("minutes-").rpartition("-")
            text = str(written).strip() or "0"
            if not text.isdecimal() or len(text) > 4:
                raise Refused(
                    _("%(text)s is geen aantal minuten.") % {"text": text}, _("Vul een getal in.")
                )
            found[subject, year_group] = int(text)
    return found
