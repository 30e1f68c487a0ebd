"""What the tests of signals share: time that has passed, and what stands for a pupil."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from tests.cast import Cast, person_of
from tests.curriculum.goals import make_subject

from stapsteen.learning.models import Conversation, MasteryState
from stapsteen.profile.actions import write_down
from stapsteen.profile.variants import VARIANTS
from stapsteen.school.models import Person, Subject
from stapsteen.signals.queries.standing import net_for


def ago(**span: int) -> datetime:
    """The moment so long ago."""
    return timezone.now() - timedelta(**span)


def day_ago(days: int) -> date:
    """The day so many days ago; below 0 one to come."""
    return timezone.localdate() - timedelta(days=days)


def core_subject(everybody: Cast) -> Subject:
    """Arithmetic, as a core subject."""
    subject = make_subject(everybody.school)
    subject.core = True
    subject.save()
    return subject


def seen(person: Person, subject: Subject, days: int) -> MasteryState:
    """That something was last seen of a person so many days ago."""
    return MasteryState.objects.create(
        person=person, subject=subject, state={}, version="x", evidence_until=ago(days=days)
    )


def talked(everybody: Cast, person: Person, days: int) -> Conversation:
    """A conversation held so many days ago."""
    return Conversation.objects.create(
        person=person,
        coach=person_of(everybody.teacher),
        planned_for=day_ago(days),
        held_at=ago(days=days),
        state=Conversation.State.HELD,
    )


def planned(everybody: Cast, person: Person, days: int) -> Conversation:
    """A conversation in so many days."""
    return Conversation.objects.create(
        person=person, coach=person_of(everybody.teacher), planned_for=day_ago(-days)
    )


def pupils_choose(everybody: Cast) -> None:
    """Let the school run a profile in which pupils have goals of their own."""
    write_down(everybody.school, "in_force", VARIANTS[4].positions, by=None)


def standing(everybody: Cast, *, what: str = "kind") -> list[tuple[str, str]]:
    """What Bram sees: the first name of each pupil with the kind (or the sentence) of each signal."""
    return [
        (pupil.person.first_name, one.kind.key if what == "kind" else one.sentence)
        for pupil in net_for(everybody.teacher).pupils
        for one in pupil.signals
    ]
