"""Year classes: each class its own timetable."""

from __future__ import annotations

from stapsteen.planner.organisation.columns import own_classes
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.lessons import class_lessons
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.organisation.together import starts_and_ends


def year_class(week: SchoolWeek) -> Draft:
    """Every subject of every class on its own; nothing has to match."""
    columns = own_classes(week)
    blocks = list(starts_and_ends(week, columns.groups))
    blocks += [
        block
        for column in columns.groups
        for subject in week.subjects
        for block in class_lessons(week, column, subject)
    ]
    return Draft(week, "year_class", columns.groups, tuple(blocks), columns.sources)
