"""Writing down what was seen of a person on a goal, taking it back, and deciding.

Evidence is a fact. It is never changed; what was written down wrongly is withdrawn and stays in the
history. Every action is one transaction with one line in the log, in which the mastery
states that rest on the evidence are brought up to date.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.curriculum.models import Goal
from stapsteen.kit.refused import Refused
from stapsteen.learning.access import may_record, recorded_by
from stapsteen.learning.following.attempts import settle_after
from stapsteen.learning.following.keeping import make_again, pairs_of, take_in
from stapsteen.learning.levels import Level, OwnView
from stapsteen.learning.media import MOST_FILES, Attachment, named, removed_on_failure
from stapsteen.learning.models import Evidence, EvidenceMedia, EvidenceSource, PersonalGoal
from stapsteen.learning.queries.evidence import AT_WORK_ON, written_with
from stapsteen.learning.queries.successors import stands_for
from stapsteen.school.access import Viewer, has_role
from stapsteen.school.log import record
from stapsteen.school.models import Person, RoleKind, School

LONGEST_NOTE = 500
MOST_AT_ONCE = 500  # a large unit on a few goals; more is a mistake


@transaction.atomic
def observe(
    by: Viewer,
    people: Collection[Person],
    goals: Collection[Goal],
    level: int,
    *,
    at: datetime | None = None,
    note: str = "",
    device_key: UUID | None = None,
    media: Sequence[Attachment] = (),
) -> list[Evidence]:
    """Write down one observation of these people on each of these goals; else as ``observe_each``."""
    levels = dict.fromkeys(people, level)
    return observe_each(by, levels, goals, at=at, note=note, device_key=device_key, media=media)


def observe_each(
    by: Viewer,
    levels: Mapping[Person, int],
    goals: Collection[Goal],
    *,
    at: datetime | None = None,
    note: str = "",
    device_key: UUID | None = None,
    media: Sequence[Attachment] = (),
) -> list[Evidence]:
    """Write down what one look showed of several people, each at a level of its own.

    With the ``device_key`` of an observation that is there already (withdrawn or not) nothing is
    added: the answer is what was written down the first time. ``at`` is when it was seen, now when
    it is not given. Raises ``Refused`` when somebody is among the people whom the observer has no
    relation with, and for goals of another school.
    """
    if not set(levels.values()) <= set(Level.values):
        raise Refused(_("Dit niveau bestaat niet."), _("Kies een van de vier plaatjes."))
    with removed_on_failure() as written, transaction.atomic():
        source = _source_of(by, EvidenceSource.Kind.OBSERVER)
        if device_key and (there := _written_before(by, device_key)):
            return there
        _refuse_people(by, levels)
        _refuse_goals(source.school, goals, len(levels))
        _refuse_texts(note, at)
        evidence = _add(source, by, levels, goals, kind=Evidence.Kind.OBSERVATION, at=at,
                        note=note, device_key=device_key)  # fmt: skip
        _attach(source.school, by, evidence, media, written)
        _came_in(by, source.school, "observe", evidence)
    return evidence


def people_to_write_about(
    by: Viewer, numbers: Collection[int], device_key: UUID | None
) -> list[Person]:
    """The pupils with these numbers. Raises ``Refused`` when one is not the observer's to write about.

    What arrived before is answered as it was, also when a pupil went to somebody else since.
    """
    if there := written_with(by, device_key):
        return list({one.person_id: one.person for one in there}.values())
    people = list(recorded_by(by).filter(pk__in=numbers))
    if len(people) < len(set(numbers)):
        raise _no_relation(None)
    return people


@transaction.atomic
def withdraw(by: Viewer, evidence: Collection[Evidence]) -> None:
    """Take evidence back: the one who wrote it down, or the care coordinator.

    What was withdrawn before stays so; evidence of several people goes together or not at all. Of a task that
    was tried again the later answer counts from now on.
    """
    now = timezone.now()
    _hold_sources(evidence)
    mine = Evidence.objects.select_for_update().filter(
        pk__in=[one.pk for one in evidence], person__school=by.school
    )
    standing = [one for one in mine.select_related("person", "goal") if one.withdrawn_at is None]
    if not has_role(by, RoleKind.CARE_COORDINATOR) and any(one.by_id != by.pk for one in mine):
        raise Refused(
            _("Dit heeft iemand anders opgeschreven."),
            _("Vraag die persoon of de intern begeleider om het terug te nemen."),
        )
    if standing:
        mine.filter(withdrawn_at__isnull=True).update(withdrawn_at=now)
        make_again(standing[0].person.school, pairs_of([*standing, *settle_after(standing)]))
        _log(by, standing[0].person.school, "withdraw_evidence", standing)


@transaction.atomic
def assess_self(by: Viewer, goal: Goal, view: int) -> Evidence:
    """A pupil says how it goes with a goal that it works on; of one day the last word holds.

    It is kept beside what others saw and is no part of the estimate (docs/explanation/mastery.md).
    """
    if view not in OwnView.values:
        raise Refused(_("Dit plaatje bestaat niet."), _("Kies een van de drie plaatjes."))
    person = by.person
    works_on = PersonalGoal.objects.filter(
        person=person, goal=goal, ends__isnull=True, state__in=AT_WORK_ON
    )
    if person is None or not has_role(by, RoleKind.PUPIL) or not works_on.exists():
        raise Refused(_("Je werkt nu niet aan dit doel."), _("Kies een doel waar je aan werkt."))
    source = _source_of(by, EvidenceSource.Kind.PUPIL)
    earlier = Evidence.objects.filter(
        person=person,
        goal=goal,
        kind=Evidence.Kind.SELF,
        at__gte=timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0),
    )
    earlier.filter(withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
    evidence = _add(source, by, {person: view}, [goal], kind=Evidence.Kind.SELF)
    make_again(source.school, pairs_of(evidence))
    _log(by, source.school, "assess_self", evidence)
    return evidence[0]


@transaction.atomic
def decide(by: Viewer, person: Person, goal: Goal, mastered: bool, reason: str) -> Evidence:  # noqa: FBT001
    """A teacher decides that a goal is mastered, or is not yet; that overrules what the model says.

    The decision stands with name, date and reason, and is kept as evidence of its own.
    """
    if not may_record(by, person):
        raise _no_relation(person)
    if not reason.strip():
        raise Refused(_("Er staat nog geen reden bij."), _("Schrijf in een zin waarom."))
    source = _source_of(by, EvidenceSource.Kind.OBSERVER)
    _refuse_goals(source.school, [goal], 1)
    _refuse_what_became_another(goal)
    _refuse_texts(reason, None)
    evidence = _add(source, by, {person: int(mastered)}, [goal],
                    kind=Evidence.Kind.DECISION, note=reason)  # fmt: skip
    _came_in(by, source.school, "decide_mastery", evidence)
    return evidence[0]


def _came_in(by: Viewer, school: School, verb: str, evidence: Sequence[Evidence]) -> None:
    """What follows, in the same transaction, on evidence that came in."""
    take_in(school, evidence)
    _log(by, school, verb, evidence)


def _log(by: Viewer, school: School, verb: str, evidence: Sequence[Evidence]) -> None:
    people = {one.person_id for one in evidence}
    goals = sorted({one.goal_id for one in evidence})
    record(by, school, verb, f"{len(people)} x {','.join(map(str, goals))}")


def _source_of(by: Viewer, kind: EvidenceSource.Kind) -> EvidenceSource:
    """The source that somebody is, held until the end: what one person sends twice at once waits."""
    if by.person is None or by.school is None:
        raise Refused(_("Je hoort bij geen school."), _("Log in als iemand van een school."))
    source, _made = EvidenceSource.objects.get_or_create(
        observer=by.person, defaults={"school": by.school, "kind": kind}
    )
    return EvidenceSource.objects.select_for_update().select_related("school").get(pk=source.pk)


def _hold_sources(evidence: Collection[Evidence]) -> None:
    """Hold the sources of answers to tasks before the answers, in the order in which new results do."""
    numbers = {one.source_id for one in evidence if one.item and one.source_id is not None}
    list(EvidenceSource.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))


def _written_before(by: Viewer, device_key: UUID) -> list[Evidence]:
    found = list(Evidence.objects.filter(device_key=device_key).order_by("pk"))
    if any(one.by_id != by.pk for one in found):
        raise Refused(
            _("Deze waarneming is van iemand anders."), _("Laat die persoon zelf inloggen.")
        )
    return found


def _refuse_people(by: Viewer, people: Collection[Person]) -> None:
    if not people:
        raise Refused(_("Er is nog geen leerling gekozen."), _("Tik een of meer leerlingen aan."))
    known = set(recorded_by(by).filter(pk__in=[one.pk for one in people]).values_list("pk"))
    for person in people:
        if (person.pk,) not in known:
            raise _no_relation(person if person.school == by.school else None)


def _no_relation(person: Person | None) -> Refused:
    advice = _("Vraag wie de leerling begeleidt om het op te schrijven.")
    if person is None:
        return Refused(_("Je begeleidt deze leerling niet."), advice)
    return Refused(_("Je begeleidt %(name)s niet.") % {"name": person.first_name}, advice)


def _refuse_goals(school: School, goals: Collection[Goal], people: int) -> None:
    if not goals:
        raise Refused(_("Er is nog geen doel gekozen."), _("Tik een doel aan."))
    if any(goal.school_id != school.pk for goal in goals):
        raise Refused(_("Dit doel is niet van deze school."), _("Kies een ander doel."))
    if people * len(goals) > MOST_AT_ONCE:
        raise Refused(_("Dit is te veel in een keer."), _("Schrijf het per groep op."))


def _refuse_what_became_another(goal: Goal) -> None:
    """A goal that was split or merged is decided no more: the decision belongs to what it became."""
    if now := stands_for(goal.school, [goal]).get(goal.pk):
        raise Refused(
            _("Dit doel is opgegaan in andere doelen."),
            _("Besluit over: %(goals)s.") % {"goals": ", ".join(one.name for one in now)},
        )


def _refuse_texts(note: str, at: datetime | None) -> None:
    if len(note) > LONGEST_NOTE:
        raise Refused(
            _("Deze tekst is te lang: %(n)s tekens.") % {"n": len(note)},
            _("Houd het bij 500 tekens."),
        )
    if at is not None and at > timezone.now():
        raise Refused(_("Dit moment moet nog komen."), _("Kies een moment dat voorbij is."))


def _add(
    source: EvidenceSource,
    by: Viewer,
    values: Mapping[Person, int],
    goals: Collection[Goal],
    **what: object,
) -> list[Evidence]:
    """A piece of evidence for each person, with its value, on each goal."""
    now = timezone.now()
    what = {**what, "at": what.get("at") or now, "note": str(what.get("note", "")).strip()}
    rows = [
        Evidence(
            person=person,
            goal=goal,
            value=value,
            source=source,
            by_id=by.pk,
            received_at=now,
            **what,
        )
        for person, value in values.items()
        for goal in dict.fromkeys(goals)
    ]
    return Evidence.objects.bulk_create(rows)


def _attach(
    school: School,
    by: Viewer,
    evidence: Sequence[Evidence],
    media: Sequence[Attachment],
    written: list[FieldFile],
) -> None:
    """Keep files with evidence, and name those in ``written``. All are looked at before the first is."""
    if len(media) > MOST_FILES:
        raise Refused(_("Dit zijn te veel bestanden."), _("Kies er hooguit vijf."))
    names = [named(one) for one in media]
    for name, one in zip(names, media, strict=True):
        kept = EvidenceMedia(school=school, kind=one.kind, made_by_id=by.pk)
        kept.file.save(name, one.file, save=False)
        written.append(kept.file)
        kept.save()
        kept.evidence.set(evidence)
