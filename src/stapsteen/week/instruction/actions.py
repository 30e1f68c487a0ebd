"""Making instruction groups, having a new proposal made, and ending them.

Every action holds the block's row first, so that two people who change one block wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.learning.access import recorded_by
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import Person, Room, SchoolYear, Subject
from stapsteen.week.instruction.access import blocks_for, leaders_at, may_make_blocks
from stapsteen.week.instruction.planning import chances_of, seatings_for
from stapsteen.week.instruction.queries import as_it_is, before_of, seats_now
from stapsteen.week.instruction.taken import When, closed, does_not_work, taken_during, when_of
from stapsteen.week.models import InstructionBlock, InstructionGroup, InstructionSeat

Places = Sequence[tuple[Person, Room]]
MOST_PUPILS = 120  # a large unit
MOST_GROUPS = 8
LONGEST = timedelta(days=28)  # a group is for a short time, and never a label
USUAL = timedelta(days=14)


@transaction.atomic
def make_block(
    year: SchoolYear,
    *,
    subject: Subject,
    name: str,
    when: When,
    pupils: Collection[Person],
    places: Places,
    by: Viewer,
) -> InstructionBlock:
    """Make a block with a group for each adult and room, and propose who sits where.

    Raises ``Refused`` when the time is not in order, when somebody or something is taken or not
    there at that time, and for pupils whom the maker does not guide.
    """
    _refuse_maker(year, by)
    _refuse_time(year, when)
    SchoolYear.objects.select_for_update().get(pk=year.pk)  # two blocks for one room wait
    _refuse_pupils(pupils, by)
    _refuse_places(year, places)
    _refuse_taken(year, when, pupils, places)
    if subject.school_id != year.school_id:
        raise Refused(_("Dit vak is van een andere school."), _("Kies een vak van je school."))
    block = InstructionBlock.objects.create(
        year=year, subject=subject, name=name.strip()[:80] or subject.name, made_by_id=by.pk,
        weekday=when.weekday, starts=when.starts, ends=when.ends,
        begins_on=when.begins_on, expires_on=when.expires_on,
    )  # fmt: skip
    block.pupils.set(pupils)
    for position, (leader, room) in enumerate(places):
        InstructionGroup.objects.create(block=block, leader=leader, room=room, position=position)
    InstructionGroup.objects.create(block=block, position=len(places))  # who works alone
    deal_anew(block)
    record(by, year.school, "make_instruction_groups", block.pk)
    return block


@transaction.atomic
def propose_again(block: InstructionBlock, *, all_over: bool = False, by: Viewer) -> None:
    """Have a new proposal made from what is known now.

    A group in which a teacher put somebody stays as it is, and so does whom a teacher set to work
    alone; ``all_over`` gives everybody a new place. Raises ``Refused`` when there is nothing to propose.
    """
    held = hold(block, by)
    if not deal_anew(held, all_over=all_over):
        raise Refused(
            _("Je hebt alle groepjes zelf gemaakt."), _("Kies Helemaal opnieuw als je dat wilt.")
        )
    record(by, held.year.school, "propose_instruction_groups", held.pk)


@transaction.atomic
def withdraw_block(block: InstructionBlock, *, by: Viewer) -> None:
    """Take a block away; it can be brought back."""
    held = hold(block, by)
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["withdrawn_at"])
    record(by, held.year.school, "withdraw_instruction_groups", held.pk)


@transaction.atomic
def bring_back_block(block: InstructionBlock, *, by: Viewer) -> None:
    """Undo that. Raises ``Refused`` when its people or rooms are taken by now."""
    SchoolYear.objects.select_for_update().get(pk=block.year_id)
    held = hold(block, by, withdrawn=True)
    if held.withdrawn_at is None:
        return
    _refuse_taken(held.year, when_of(held), list(held.pupils.all()), _places_of(held), but=held)
    held.withdrawn_at = None
    held.save(update_fields=["withdrawn_at"])
    record(by, held.year.school, "bring_back_instruction_groups", held.pk)


@transaction.atomic
def once_more(block: InstructionBlock, *, by: Viewer) -> InstructionBlock:
    """New groups for the next two weeks, at the same time with the same people, from what is known now.

    A block that still holds goes on to its last day; the new one begins the day after.
    """
    held = hold(block, by)
    begins = max(timezone.localdate(), held.expires_on + timedelta(days=1))
    old = when_of(held)
    ends = min(begins + USUAL, held.year.ends)
    here = list(held.pupils.filter(pk__in=recorded_by(by).values("pk")))
    return make_block(
        held.year,
        subject=held.subject,
        name=held.name,
        when=When(old.weekday, old.starts, old.ends, begins, ends),
        pupils=here,
        places=_places_of(held),
        by=by,
    )


def hold(block: InstructionBlock, by: Viewer, *, withdrawn: bool = False) -> InstructionBlock:
    """The row of a block that the viewer may change, held until the transaction ends."""
    found = InstructionBlock.objects.select_for_update(of=("self",)).select_related("year__school")
    held = found.get(pk=block.pk)
    _refuse_maker(held.year, by)
    if not blocks_for(by).filter(pk=held.pk).exists():
        raise Refused(_("Deze groepjes zijn niet van jou."), _("Vraag wie ze maakte."))
    if held.withdrawn_at is not None and not withdrawn:
        raise Refused(_("Deze groepjes zijn weggehaald."), _("Zet ze eerst terug."))
    return held


def deal_anew(block: InstructionBlock, *, all_over: bool = False) -> bool:
    """Propose, and keep how it was: a proposal is taken back as a whole. Whether there was a group to fill."""
    before = as_it_is(block)
    if all_over:
        seats_now([block]).update(by_hand=False)
    if not _deal(block):
        return False
    block.before = {"was": before, "made": as_it_is(block)}
    block.save(update_fields=["before"])
    return True


def _deal(block: InstructionBlock) -> bool:
    """Give everybody whom no teacher placed a seat, with the reason; whether there was a group to fill."""
    groups, pupils = list(block.groups.all()), list(block.pupils.all())
    seats = seats_now([block])
    by_hand = set(seats.filter(by_hand=True).values_list("group", flat=True))
    alone = next(group for group in groups if group.leader_id is None)
    shaped = [group for group in groups if group.pk in by_hand and group != alone]
    open_ = [group for group in groups if group not in shaped and group != alone]
    kept = seats.filter(Q(by_hand=True) | Q(group__in=shaped))
    if not open_:
        return False
    chances = chances_of(block.year, block.subject, pupils)
    numbers = [pupil.pk for pupil in pupils]
    seated = seatings_for(
        chances,
        len(open_),
        before_of(block, numbers),
        left=set(numbers) - set(kept.values_list("pupil", flat=True)),
        taken={group.goal_id for group in shaped if group.goal_id},
    )
    seats.exclude(pk__in=kept.values("pk")).update(left_at=timezone.now())
    block.groups.filter(pk__in=[group.pk for group in open_]).update(goal=None)
    for group, members in zip(open_, seated[:-1], strict=False):
        group.goal_id = members[0].goal
        group.save(update_fields=["goal"])
    where = [*zip(open_, seated[:-1], strict=False), (alone, seated[-1])]
    InstructionSeat.objects.bulk_create(
        InstructionSeat(
            group=group, pupil_id=one.pupil, reason=one.reason, check_first=one.check_first
        )
        for group, members in where
        for one in members
    )
    return True


def _places_of(block: InstructionBlock) -> list[tuple[Person, Room]]:
    groups = block.groups.select_related("leader", "room")
    return [(one.leader, one.room) for one in groups if one.leader and one.room]


def _refuse_maker(year: SchoolYear, by: Viewer) -> None:
    if by.school != year.school or not may_make_blocks(by):
        raise Refused(_("Je mag geen groepjes maken."), _("Vraag een leerkracht om dit te doen."))
    if year.state == SchoolYear.State.CLOSED:
        raise Refused(_("Dit schooljaar is afgesloten."), _("Kies het lopende schooljaar."))


def _refuse_time(year: SchoolYear, when: When) -> None:
    if when.starts >= when.ends or not 1 <= when.weekday <= 5:
        raise Refused(_("Deze tijd klopt niet."), _("Kies een dag, een begin en een later einde."))
    if not year.starts <= when.begins_on <= when.expires_on <= year.ends:
        raise Refused(
            _("Deze dagen vallen niet in het schooljaar."), _("Kies dagen in dit schooljaar.")
        )
    if when.expires_on - when.begins_on > LONGEST:
        raise Refused(
            _("Groepjes zijn voor even: hooguit vier weken."),
            _("Kies een eerdere laatste dag. Daarna maak je in een tik nieuwe."),
        )
    if not any(when.days()):
        raise Refused(_("Deze weekdag komt niet voor tussen die data."), _("Kies een latere dag."))


def _refuse_pupils(pupils: Collection[Person], by: Viewer) -> None:
    if not pupils or len(pupils) > MOST_PUPILS:
        raise Refused(
            _("Kies 1 tot %(n)s leerlingen.") % {"n": MOST_PUPILS}, _("Kies een of meer groepen.")
        )
    known = set(recorded_by(by).filter(pk__in=[one.pk for one in pupils]).values_list("pk"))
    if any((one.pk,) not in known for one in pupils):
        raise Refused(
            _("Je begeleidt niet al deze leerlingen."),
            _("Vraag de intern begeleider om de groepjes te maken."),
        )


def _refuse_places(year: SchoolYear, places: Places) -> None:
    leaders, rooms = [one for one, _room in places], [room for _one, room in places]
    if not 1 <= len(places) <= MOST_GROUPS:
        raise Refused(_("Kies wie er een groepje heeft, en waar."), _("Begin met jezelf."))
    schools = {one.school_id for one in leaders} | {room.school_id for room in rooms}
    if schools != {year.school_id}:
        raise Refused(_("Dit hoort bij een andere school."), _("Kies iets van je eigen school."))
    can_lead = set(leaders_at(year.school).values_list("pk", flat=True))
    for one in leaders:
        if one.pk not in can_lead:
            raise Refused(
                _("%(name)s staat niet voor kinderen.") % {"name": one.name},
                _("Kies wie lesgeeft of begeleidt."),
            )
    if len({one.pk for one in leaders}) < len(places):
        raise Refused(_("Iemand heeft twee groepjes tegelijk."), _("Kies voor elk een ander."))
    if len({one.pk for one in rooms}) < len(places):
        raise Refused(_("Er zijn twee groepjes in een ruimte."), _("Kies voor elk een andere."))


def _refuse_taken(
    year: SchoolYear,
    when: When,
    pupils: Collection[Person],
    places: Places,
    but: InstructionBlock | None = None,
) -> None:
    taken = taken_during(year, when, {one.pk for one in pupils}, but)
    for leader, room in places:
        if what := taken.staff.get(leader.pk):
            raise Refused(
                _("%(name)s heeft dan %(what)s.") % {"name": leader.name, "what": what},
                _("Kies iemand anders of een andere tijd."),
            )
        if what := taken.rooms.get(room.pk):
            raise Refused(
                _("In %(room)s is dan %(what)s.") % {"room": room.name, "what": what},
                _("Kies een andere ruimte of een andere tijd."),
            )
    for pupil in pupils:
        if what := taken.pupils.get(pupil.pk):
            raise Refused(
                _("%(name)s zit dan al bij %(what)s.") % {"name": pupil.first_name, "what": what},
                _("Kies een andere tijd, of haal die groepjes weg."),
            )
    for one in does_not_work(when, [leader for leader, _room in places]):
        raise Refused(_("%(name)s werkt dan niet.") % {"name": one.name}, _("Kies iemand anders."))
    for shut in closed(when, [room for _leader, room in places]):
        raise Refused(
            _("%(room)s is dan niet open.") % {"room": shut.name}, _("Kies een andere ruimte.")
        )
