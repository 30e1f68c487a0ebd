"""Opening rounds and offering workshops in them."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.curriculum.models import Goal
from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import Person, Room, SchoolYear
from stapsteen.week.changes.workshops import overlap, sessions_otherwise, standing_on
from stapsteen.week.models import Enrolment, Round, Session
from stapsteen.week.sessions.access import may_offer

MOST_PLACES = 200


@transaction.atomic
def open_round(
    year: SchoolYear,
    name: str,
    *,
    day: date,
    starts: time,
    ends: time,
    opens: datetime,
    closes: datetime,
    by: Viewer,
) -> Round:
    """Open a round: a part of a day in which pupils choose one of the sessions.

    Raises ``Refused`` when the times contradict each other or the day is outside the school year.
    """
    _refuse_others(year, by)
    if starts >= ends or opens >= closes or timezone.localtime(closes).date() > day:
        raise Refused(
            _("De tijden van de ronde kloppen niet."),
            _("Het kiezen sluit na het openen, en voor de dag van de ronde."),
        )
    if not year.starts <= day <= year.ends:
        raise Refused(
            _("Deze dag valt buiten het schooljaar."), _("Kies een dag in het schooljaar.")
        )
    made = Round.objects.create(
        year=year,
        name=name.strip()[:60] or _("Ronde"),
        date=day,
        starts=starts,
        ends=ends,
        opens=opens,
        closes=closes,
    )
    record(by, year.school, "open_round", made.pk)
    return made


@transaction.atomic
def offer_workshop(  # noqa: PLR0913 - a workshop has this many sides
    round_: Round,
    *,
    title: str,
    leader: Person,
    room: Room,
    capacity: int,
    goal: Goal | None = None,
    form: str = Session.Form.DIRECT,
    pictogram: str = "",
    by: Viewer,
) -> Session:
    """Offer a workshop in a round.

    Raises ``Refused`` when the leader or the room is taken in that round, when there are more places
    than the room has, or when something belongs to another school.
    """
    _refuse_others(round_.year, by)
    Round.objects.select_for_update().get(
        pk=round_.pk
    )  # two offers for one room wait for each other
    school = round_.year.school_id
    if (
        leader.school_id != school
        or room.school_id != school
        or (goal and goal.school_id != school)
    ):
        raise Refused(_("Dit hoort bij een andere school."), _("Kies iets van je eigen school."))
    if not title.strip() or not 1 <= capacity <= min(room.capacity, MOST_PLACES):
        raise Refused(
            _("In %(room)s passen %(n)s kinderen.") % {"room": room.name, "n": room.capacity},
            _("Geef een titel, en een aantal plaatsen dat past."),
        )
    _refuse_taken(round_, leader, room)
    made = Session.objects.create(
        round=round_,
        title=title.strip()[:120],
        goal=goal,
        form=Session.Form(form),
        pictogram=(pictogram or (goal.pictogram if goal else ""))[:40],
        leader=leader,
        room=room,
        capacity=capacity,
    )
    record(by, round_.year.school, "offer_workshop", made.pk)
    return made


def _refuse_taken(round_: Round, leader: Person, room: Room) -> None:
    """Refuse who or what is taken at that time, as the sessions go now."""
    changes = sessions_otherwise(round_.year)
    standing = standing_on(round_.year, [round_.date], changes)
    others = [one for one in standing if overlap(one.round, round_)]
    if clash := next((one.session for one in others if one.leader == leader.pk), None):
        raise Refused(
            _("%(name)s geeft dan al %(title)s.") % {"name": leader.name, "title": clash.title},
            _("Kies iemand anders of een andere ronde."),
        )
    if clash := next((one.session for one in others if one.room == room.pk), None):
        raise Refused(
            _("In %(room)s is dan al %(title)s.") % {"room": room.name, "title": clash.title},
            _("Kies een andere ruimte."),
        )


@transaction.atomic
def withdraw_offer(session: Session, *, by: Viewer) -> None:
    """Take a workshop out of the offer; its pupils can choose again. Raises ``Refused`` when held."""
    _refuse_others(session.round.year, by)
    held = Session.objects.select_for_update().get(pk=session.pk)
    if Enrolment.objects.filter(session=held, attendance__isnull=False).exists():
        raise Refused(_("Deze workshop is al geweest."), _("Wat geweest is, blijft staan."))
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["withdrawn_at"])
    record(by, held.round.year.school, "withdraw_offer", held.pk)


@transaction.atomic
def bring_back_offer(session: Session, *, by: Viewer) -> None:
    """Undo that: the workshop is offered again, with the pupils who had a seat in it."""
    _refuse_others(session.round.year, by)
    Round.objects.select_for_update().get(pk=session.round_id)
    _refuse_taken(session.round, session.leader, session.room)
    Session.objects.filter(pk=session.pk).update(withdrawn_at=None)
    record(by, session.round.year.school, "bring_back_offer", session.pk)


def _refuse_others(year: SchoolYear, by: Viewer) -> None:
    if by.school != year.school or not may_offer(by):
        raise Refused(
            _("Je mag geen workshops aanbieden."), _("Vraag een leerkracht om dit te doen.")
        )
    if year.state == SchoolYear.State.CLOSED:
        raise Refused(
            _("Dit schooljaar is afgesloten."), _("Kies een ronde in het lopende schooljaar.")
        )
