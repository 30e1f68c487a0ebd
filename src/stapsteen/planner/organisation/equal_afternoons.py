"""Equal afternoons: the classes as they are, with the theme blocks of all of them at the same time."""

from __future__ import annotations

from stapsteen.planner.organisation.columns import own_classes
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.lessons import class_lessons
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.organisation.themes import left_of_themes, theme_blocks, theme_minutes
from stapsteen.planner.organisation.together import starts_and_ends


def equal_afternoons(week: SchoolWeek) -> Draft:
    """World studies and the like across the school in the afternoon, the rest in class."""
    columns = own_classes(week)
    together = [column for column in columns.groups if theme_minutes(week, column)]
    themes = theme_blocks(week, "school", together, afternoons=True, band="yellow")
    blocks = [*starts_and_ends(week, columns.groups), *themes]
    for column in columns.groups:
        blocks += left_of_themes(week, column, themes)
        for subject in week.subjects:
            if not subject.theme:
                blocks += class_lessons(week, column, subject)
    return Draft(week, "equal_afternoons", columns.groups, tuple(blocks), columns.sources)
