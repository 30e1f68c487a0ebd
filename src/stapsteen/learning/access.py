"""Who may see what somebody learns, and who may write down what was seen of it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from stapsteen.learning.models import Conversation, Evidence, EvidenceMedia
from stapsteen.school.access import (
    MINDERS,
    Viewer,
    guided_by,
    guided_pupils_for,
    has_role,
    is_staff_member,
    minded_by,
    on,
    pupils_for,
    pupils_now,
    related_pupils_for,
)
from stapsteen.school.models import Person, RoleKind

SEES_ALL_LEARNING = (RoleKind.CARE_COORDINATOR, RoleKind.PRINCIPAL)


def learning_for(viewer: Viewer) -> QuerySet[Person]:
    """The pupils whose learning a viewer may see.

    The care coordinator and the principal see all of the school. Others see who they guide, care for
    or are; an administrator, who may open every pupil to keep the data in order, is one of those.
    """
    if has_role(viewer, *SEES_ALL_LEARNING):
        return pupils_for(viewer)
    return related_pupils_for(viewer)


def guided_learning_for(viewer: Viewer) -> QuerySet[Person]:
    """The pupils whose learning a viewer sees as one of the team, with all that the team sees of it.

    Who works here and is a parent too sees the own child as parents do, unless guiding it as well.
    """
    if has_role(viewer, *SEES_ALL_LEARNING):
        return pupils_for(viewer)
    return guided_pupils_for(viewer)


def may_see_learning(viewer: Viewer, person: Person) -> bool:
    """Whether the viewer may see what this person learns."""
    return learning_for(viewer).filter(pk=person.pk).exists()


def recorded_by(viewer: Viewer) -> QuerySet[Person]:
    """The pupils of today of whom the viewer may write down what was seen.

    Staff those whom they guide, the care coordinator all. A principal sees and does not judge: only
    pupils that he or she guides as well.
    """
    if not is_staff_member(viewer):
        return Person.objects.none()
    now = Exists(
        Person.objects.filter(on(prefix="roles__"), pk=OuterRef("pk"), roles__kind=RoleKind.PUPIL)
    )
    pupils = Person.objects.filter(now, school=viewer.school)
    if has_role(viewer, RoleKind.CARE_COORDINATOR):
        return pupils
    return pupils.filter(pk__in=guided_by(viewer.person).values("pk"))


def may_record(viewer: Viewer, person: Person) -> bool:
    """Whether the viewer may write down what was seen of this person."""
    return recorded_by(viewer).filter(pk=person.pk).exists()


def evidence_for(viewer: Viewer, person: Person) -> QuerySet[Evidence]:
    """What was seen of a person and not withdrawn, newest first; nothing when that is not to be seen."""
    if not may_see_learning(viewer, person):
        return Evidence.objects.none()
    return Evidence.objects.filter(person=person, withdrawn_at__isnull=True).order_by("-at", "-pk")


def media_for(viewer: Viewer) -> QuerySet[EvidenceMedia]:
    """The photos and voice notes a viewer may open, of evidence that was not withdrawn.

    Staff see what shows a pupil whom they guide. Pupils and guardians only what belongs to pupils
    whose learning they may see alone: a photo of five children is not for the parents of one.
    """
    mine = learning_for(viewer).values("pk")
    # Who was on it stays on it, also when the evidence of that pupil was taken back.
    pictured = EvidenceMedia.evidence.through.objects.filter(evidencemedia=OuterRef("pk"))
    shown = pictured.filter(evidence__withdrawn_at__isnull=True)
    of_the_team = Exists(
        shown.filter(evidence__person__in=guided_learning_for(viewer).values("pk"))
    )
    of_mine = Exists(shown.filter(evidence__person__in=mine))
    alone = of_mine & ~Exists(pictured.exclude(evidence__person__in=mine))
    return EvidenceMedia.objects.filter(of_the_team | alone, school=viewer.school)


def talked_with(viewer: Viewer) -> QuerySet[Person]:
    """The pupils with whom the viewer leads conversations: those minded, and all for the care coordinator."""
    if has_role(viewer, RoleKind.CARE_COORDINATOR):
        return pupils_now(viewer.school)
    return minded_by(viewer)


def leads_talks(viewer: Viewer) -> bool:
    """Whether there can be pupils with whom the viewer leads conversations."""
    return has_role(viewer, *MINDERS)


def conversations_for(viewer: Viewer) -> QuerySet[Conversation]:
    """The conversations that the viewer may open, with all that stands in them.

    Those are one's own, and those with pupils whom the viewer talks with. A principal and an
    administrator open none.
    """
    mine = Q(person=viewer.person) | Q(person__in=talked_with(viewer).values("pk"))
    return Conversation.objects.filter(mine, person__school=viewer.school)


def children_talked_with(viewer: Viewer) -> QuerySet[Person]:
    """The children of a guardian who may look along: of them the day and the agreements are seen, no more."""
    held = on(prefix="guardians_held__") & Q(
        guardians_held__guardian=viewer.person, guardians_held__may_see=True
    )
    return pupils_now(viewer.school).filter(held).distinct()
