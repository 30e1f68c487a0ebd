"""Reads for writing down what is seen, and for looking it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from stapsteen.curriculum.models import Goal
from stapsteen.curriculum.queries import goals_in_use
from stapsteen.learning.access import evidence_for, media_for, recorded_by
from stapsteen.learning.media import Attachment, are_kept, digest_of
from stapsteen.learning.models import Evidence, EvidenceMedia, PersonalGoal
from stapsteen.school.access import Viewer, current_year_for, on
from stapsteen.school.models import Group, Person, School

# Also a goal that a pupil claims: others still look whether it is so.
AT_WORK_ON = (
    PersonalGoal.State.CHOSEN,
    PersonalGoal.State.BUSY,
    PersonalGoal.State.CLAIMED,
)
MOST_FOUND = 20
AT_A_TIME = 200
MOST_FILES = 6  # with one goal, on the page of that goal
Told = tuple[int, int, int, str]  # a person, a goal, the level and the note


@dataclass(frozen=True)
class WorkedOn:
    """A goal, and the pupils among those in view who work on it now."""

    goal: Goal
    pupils: tuple[int, ...]


def groups_to_observe(viewer: Viewer) -> QuerySet[Group]:
    """The groups of this year in which there are pupils whom the viewer may write about."""
    members = Q(memberships__person__in=recorded_by(viewer).values("pk"))
    groups = Group.objects.filter(on(prefix="memberships__") & members)
    return groups.filter(year=current_year_for(viewer)).exclude(kind=Group.Kind.TEAM).distinct()


def pupils_to_observe(viewer: Viewer, group: Group | None) -> QuerySet[Person]:
    """The pupils of a group, or all without one, whom the viewer may write about, by name."""
    pupils = recorded_by(viewer)
    if group is not None:
        pupils = pupils.filter(on(prefix="memberships__"), memberships__group=group)
    return pupils.order_by("given_name", "family_name", "pk").distinct()


def goals_worked_on(people: Collection[Person]) -> list[WorkedOn]:
    """The goals on which these people work now: what most of them work on first. One query."""
    held: dict[Goal, list[int]] = defaultdict(list)
    rows = PersonalGoal.objects.filter(
        person__in=people, goal__isnull=False, ends__isnull=True, state__in=AT_WORK_ON
    )
    for row in rows.select_related("goal__subject").order_by("goal__subject__position", "person"):
        if row.goal is not None:
            held[row.goal].append(row.person_id)
    found = [WorkedOn(goal, tuple(pupils)) for goal, pupils in held.items()]
    return sorted(found, key=lambda one: -len(one.pupils))


def goals_claimed(person: Person) -> QuerySet[PersonalGoal]:
    """The goals of which somebody says: I can do it."""
    return PersonalGoal.objects.filter(
        person=person, ends__isnull=True, state=PersonalGoal.State.CLAIMED
    )


def goals_like(school: School, text: str) -> list[Goal]:
    """The goals in use with every word of a text in their wording or code; at most twenty."""
    goals = goals_in_use(school)
    for word in text.split():
        wording = Q(title__icontains=word) | Q(pupil_title__icontains=word)
        english = Q(title_en__icontains=word) | Q(pupil_title_en__icontains=word)
        goals = goals.filter(wording | english | Q(code__iexact=word))
    return list(goals[:MOST_FOUND]) if text.split() else []


def written_with(viewer: Viewer, device_key: UUID | None) -> list[Evidence]:
    """What the viewer wrote down under a key, withdrawn or not."""
    if device_key is None:
        return []
    found = Evidence.objects.filter(device_key=device_key, by_id=viewer.pk)
    return list(found.select_related("person", "goal"))


def key_to_use(
    viewer: Viewer, key: UUID, told: Collection[Told], media: Collection[Attachment] = ()
) -> UUID:
    """The key to write this under: another when the page's key was used for something else.

    The Back button brings an old form with its old key. The same once more is a double tap; another
    pupil, goal or level, a file that is not there yet, or the same after it was taken back, is a new
    observation. Its key is made from what it says, so that a double tap of that is the same again.
    """
    files = sorted(digest_of(one.file).hex() for one in media)
    while there := written_with(viewer, key):
        same = {(one.person_id, one.goal_id, int(one.value), one.note) for one in there}
        stands = any(one.withdrawn_at is None for one in there)
        if stands and same == set(told) and are_kept(there, media):
            break
        key = uuid5(key, repr((sorted(told), files)))
    return key


def seen_of(viewer: Viewer, person: Person, page: int = 1) -> tuple[list[Evidence], bool]:
    """What was seen of a pupil with goal, source and files, the newest first; whether there is more.

    Page 1 has the last ``AT_A_TIME`` pieces, the next those before. Three queries.
    """
    opened = media_for(viewer)
    rows = evidence_for(viewer, person).select_related(
        "goal__subject", "source__observer", "by__person"
    )
    start = AT_A_TIME * (page - 1)
    few = rows.prefetch_related(Prefetch("media", opened, to_attr="to_open"))
    found: list[Evidence] = [*few[start : start + AT_A_TIME + 1]]
    return found[:AT_A_TIME], len(found) > AT_A_TIME


def files_of(viewer: Viewer, person: Person, goals: Collection[Goal]) -> QuerySet[EvidenceMedia]:
    """The photos and voice notes of a pupil with any of these goals that the viewer may open, the newest first."""
    of_both = EvidenceMedia.evidence.through.objects.filter(
        evidencemedia=OuterRef("pk"),
        evidence__person=person,
        evidence__goal__in=goals,
        evidence__withdrawn_at__isnull=True,
    )
    return media_for(viewer).filter(Exists(of_both)).order_by("-made_at", "-pk")[:MOST_FILES]


def own_views(person: Person) -> dict[int, int]:
    """For each goal what a pupil last said of it, as a point of its scale."""
    said = Evidence.objects.filter(
        person=person, kind=Evidence.Kind.SELF, withdrawn_at__isnull=True
    ).order_by("at", "pk")
    return {goal: int(value) for goal, value in said.values_list("goal", "value")}


def people_shown(media: EvidenceMedia) -> list[Person]:
    """The pupils to whom a photo or a voice note belongs."""
    return list(Person.objects.filter(evidence__media=media).distinct())
