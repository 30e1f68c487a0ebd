"""The identifier by which others know a goal, a framework or a school's own set of them.

What came with an identifier keeps it. What did not gets one that follows from what it is, so that it
is the same each time: of the starter set for every school, of a school's own goals for that school.
"""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

from stapsteen.curriculum.models import Framework, Goal
from stapsteen.school.models import School

SPACE = uuid5(NAMESPACE_URL, "urn:stapsteen:curriculum")


def identifier_of_goal(goal: Goal) -> str:
    """The identifier of a goal. Give it with its framework and school at hand: it asks for those."""
    if is_identifier(goal.key):
        return goal.key.lower()
    if goal.framework is not None and goal.framework.source != Framework.Source.OWN and goal.key:
        return made(goal.framework.key, goal.key)
    return made(_school(goal.school), "goal", str(goal.pk))


def identifier_of_framework(framework: Framework) -> str:
    """The identifier of a set of goals of one school."""
    if is_identifier(framework.key):
        return framework.key.lower()
    return made(_school(framework.school), "framework", framework.key)


def identifier_of_line(subject: str, line: str) -> str:
    """The identifier of a learning line, by the keys of its subject and of itself."""
    return line.lower() if is_identifier(line) else made("line", subject, line)


def made(*parts: str) -> str:
    """The identifier that follows from these parts."""
    return str(uuid5(SPACE, "\n".join(parts)))


def is_identifier(key: str) -> bool:
    """Whether a key is a UUID as others write them."""
    try:
        return str(UUID(key)) == key.lower()
    except ValueError:
        return False


def _school(school: School) -> str:
    return school.code or f"{school.pk} {school.name}"
