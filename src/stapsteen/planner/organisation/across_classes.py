"""Across classes: what is taught at level stands at the same time within a cluster of classes."""

from __future__ import annotations

from collections import defaultdict
from statistics import mean

from stapsteen.planner.organisation.columns import own_classes
from stapsteen.planner.organisation.draft import Block, Draft, LevelGroup
from stapsteen.planner.organisation.lessons import class_lessons, lessons_of, weekly_minutes
from stapsteen.planner.organisation.levels import level_groups
from stapsteen.planner.organisation.plan import PlannedGroup
from stapsteen.planner.organisation.school_week import SchoolWeek, Subject
from stapsteen.planner.organisation.themes import left_of_themes, theme_blocks, theme_minutes
from stapsteen.planner.organisation.together import starts_and_ends


def across_classes(week: SchoolWeek) -> Draft:
    """Level groups and themes per cluster; other subjects in class. Children of 4 to 6 play on."""
    columns = own_classes(week)
    blocks: list[Block] = list(starts_and_ends(week, columns.groups))
    levels: dict[str, tuple[LevelGroup, ...]] = {}
    for name, cluster in clusters(columns.groups).items():
        themed = [column for column in cluster if theme_minutes(week, column)]
        themes = theme_blocks(week, name, themed, afternoons=False, band="yellow")
        blocks += themes
        for column in cluster:
            blocks += left_of_themes(week, column, themes)
        for subject in (one for one in week.subjects if not one.theme):
            if subject.across_classes and _can_cross(cluster):
                found = level_blocks(week, name, cluster, subject)
                blocks += found
                levels |= levels_of(week, found, cluster, subject)
            else:
                for column in cluster:
                    blocks += class_lessons(week, column, subject)
    return Draft(week, "across_classes", columns.groups, tuple(blocks), columns.sources, levels)


def clusters(columns: tuple[PlannedGroup, ...]) -> dict[str, list[PlannedGroup]]:
    """The columns by the cluster or age band they belong to, in their own order."""
    found: dict[str, list[PlannedGroup]] = defaultdict(list)
    for column in columns:
        found[column.unit].append(column)
    return found


def _can_cross(cluster: list[PlannedGroup]) -> bool:
    young = {"1", "2"}
    return len(cluster) > 1 and not all(set(column.year_groups) <= young for column in cluster)


def level_blocks(
    week: SchoolWeek, name: str, cluster: list[PlannedGroup], subject: Subject
) -> list[Block]:
    """The lessons of a subject that all classes of a cluster have at the same time."""
    minutes = round(mean(weekly_minutes(subject, column) for column in cluster))
    like = Block(
        id=f"{name}:{subject.id}",
        name=f"{subject.name} {name}",
        kind="level",
        subject=subject.id,
        columns=tuple(column.id for column in cluster),
        length=1,
        band="yellow",
        early=True,
    )
    return list(lessons_of(week, subject, cluster, minutes, like))


def levels_of(
    week: SchoolWeek, blocks: list[Block], cluster: list[PlannedGroup], subject: Subject
) -> dict[str, tuple[LevelGroup, ...]]:
    """As many level groups as the cluster has classes, so that every group has a teacher and a room."""
    if not blocks:
        return {}
    pupils = [week.pupil_by_id[pupil] for column in cluster for pupil in column.pupils]
    return {blocks[0].spread: level_groups(pupils, subject.id, len(cluster))}
