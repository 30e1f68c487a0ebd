"""School times and minutes per subject."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer
from stapsteen.school.actions.asking import assumed_no_longer, refuse_others
from stapsteen.school.defaults.subjects import PLANNED, minutes_that_fit
from stapsteen.school.defaults.times import SchoolTimes, pieces
from stapsteen.school.models import Assumption, LessonSlot, SchoolYear, Subject, SubjectMinutes
from stapsteen.school.rows import slot_rows

MOST_MINUTES = 2000  # a week has no more


@transaction.atomic
def set_times(year: SchoolYear, times: SchoolTimes, by: Viewer | None) -> None:
    """Write the school times of a year anew. Raises ``Refused`` when they contradict each other."""
    refuse_others(year, by)
    write_times(year, times)
    assumed_no_longer(year, Assumption.Topic.TIMES, by=by)


def write_times(year: SchoolYear, times: SchoolTimes) -> None:
    """Replace the slots of a year; plans made before keep the week they were made for."""
    found = list(pieces(times))
    year.slots.all().delete()
    LessonSlot.objects.bulk_create(slot_rows(year, found))


def write_minutes(year: SchoolYear) -> None:
    """The usual minutes, as far as they fit in the lessons of the week with one lesson to spare."""
    slots = list(year.slots.filter(kind=LessonSlot.Kind.LESSON))
    lengths = sorted(_length(slot) for slot in slots)
    available = sum(lengths) - (lengths[-1] if lengths else 0)
    subjects = {subject.key: subject for subject in year.school.subjects.all()}
    SubjectMinutes.objects.bulk_create(
        SubjectMinutes(year=year, subject=subjects[key], year_group=year_group, minutes=minutes)
        for year_group in PLANNED
        for key, minutes in minutes_that_fit(year_group, available).items()
        if minutes and key in subjects
    )


def _length(slot: LessonSlot) -> int:
    starts, ends = slot.starts, slot.ends
    return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute


@transaction.atomic
def set_minutes(
    year: SchoolYear, minutes: Mapping[tuple[str, str], int], by: Viewer | None
) -> None:
    """Write the minutes a week, by subject key and year group; others stay as they are."""
    refuse_others(year, by)
    if any(not 0 <= one <= MOST_MINUTES for one in minutes.values()):
        raise Refused(_("Een aantal minuten klopt niet."), _("Vul een getal van 0 tot 2000 in."))
    subjects = {subject.key: subject for subject in Subject.objects.filter(school=year.school)}
    now = {(row.subject.key, row.year_group): row for row in _minutes_now(year)}
    for (key, year_group), amount in minutes.items():
        row = now.get((key, year_group))
        if row is not None and row.minutes != amount:
            row.minutes = amount
            row.save(update_fields=["minutes"])
        elif row is None and amount and key in subjects:
            SubjectMinutes.objects.create(
                year=year, subject=subjects[key], year_group=year_group, minutes=amount
            )
    assumed_no_longer(year, Assumption.Topic.MINUTES, by=by)


def _minutes_now(year: SchoolYear) -> QuerySet[SubjectMinutes]:
    return SubjectMinutes.objects.filter(year=year).select_related("subject")
