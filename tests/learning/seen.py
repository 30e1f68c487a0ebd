"""What the tests of evidence share: a goal that Dina works on, and small files."""

from __future__ import annotations

from django.core.files.base import ContentFile
from tests.cast import Cast, person_of
from tests.curriculum.goals import make_goal

from stapsteen.curriculum.models import Goal
from stapsteen.learning.media import Attachment
from stapsteen.learning.models import PersonalGoal
from stapsteen.school.models import Person

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01 a photo"
WEBM = b"\x1aE\xdf\xa3\x01\x00\x00\x00\x00\x00\x00\x1f spoken"


def works_on(person: Person, goal: Goal, state: str = "busy") -> PersonalGoal:
    """A goal that somebody works on since the school year began."""
    year = goal.school.years.get()
    return PersonalGoal.objects.create(person=person, goal=goal, state=state, starts=year.starts)


def goal_of_dina(everybody: Cast, title: str = "Telt tot twintig") -> Goal:
    """A goal of the school that the pupil of the cast works on."""
    goal = make_goal(everybody.school, title)
    works_on(person_of(everybody.pupil), goal)
    return goal


def photo(content: bytes = JPEG) -> Attachment:
    """A photo as it comes in."""
    return Attachment("photo", ContentFile(content, name="IMG_0001.jpg"))


def voice(content: bytes = WEBM) -> Attachment:
    """A voice note as it comes in."""
    return Attachment("voice", ContentFile(content, name="opname.webm"))
