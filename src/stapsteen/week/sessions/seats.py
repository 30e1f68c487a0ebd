"""Giving and leaving seats, so that no session ever has more pupils than places.

A seat is claimed by one conditional update, which both databases carry out as a whole. Who asks for
somebody holds that person's row first, so that nobody gets two seats in one round.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.profile.queries import policy_for
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import Person, RoleKind
from stapsteen.week.changes.workshops import (
    HELD,
    SessionChange,
    round_of,
    sessions_in,
    sessions_otherwise,
)
from stapsteen.week.models import Enrolment, Session
from stapsteen.week.sessions.access import may_choose_for, may_offer

State = Enrolment.State


@transaction.atomic
def take_seat(session: Session, pupil: Person, *, by: Viewer) -> Enrolment:
    """Take a place that is left, by the policy of the school: enrol, or ask; on a full session, wait.

    Raises ``Refused`` for somebody else's place, before the seats were dealt, for a second seat in the
    round, and where only teachers give seats.
    """
    _refuse_who_may_not(session, pupil, by)
    _hold(pupil)
    changes = sessions_otherwise(session.round.year)
    _refuse_cancelled(session, changes)
    _refuse_second_seat(session, pupil, changes)
    _let_go(session, pupil, changes)
    if not may_offer(by) and policy_for(pupil).seats == "pupil_asks":
        return _write(session, pupil, State.ASKED, {"key": "asked"}, by)
    if claim(session):
        return _write(
            session, pupil, State.SEATED, {"key": "taken" if by.person == pupil else "placed"}, by
        )
    return _write(session, pupil, State.WAITING, {"key": "waiting"}, by)


@transaction.atomic
def confirm_seat(enrolment: Enrolment, *, by: Viewer) -> Enrolment:
    """A teacher gives the place that a pupil asked for; on a full session the pupil waits."""
    if not may_offer(by) or by.school != enrolment.session.round.year.school:
        raise Refused(_("Je mag geen plekken geven."), _("Vraag een leerkracht."))
    _hold(enrolment.pupil)
    held = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if held.state != State.ASKED:
        raise Refused(_("Deze vraag is al beantwoord."), _("Ververs de lijst."))
    seated = claim(held.session)
    held.state = State.SEATED if seated else State.WAITING
    held.reason = {"key": "confirmed" if seated else "waiting"}
    held.save(update_fields=["state", "reason", "changed_at"])
    record(by, held.session.round.year.school, "confirm_seat", held.pk)
    return held


@transaction.atomic
def leave_seat(enrolment: Enrolment, *, by: Viewer) -> Enrolment | None:
    """Leave a seat or a waiting list; who moves up from the list, if anybody does.

    Raises ``Refused`` for a seat of somebody else, and when attendance has been taken.
    """
    here = by.school == enrolment.session.round.year.school
    if not here or not (may_choose_for(by, enrolment.pupil) or may_offer(by)):
        raise Refused(_("Dit is niet jouw plek."), _("Vraag je leerkracht om hulp."))
    session = Session.objects.select_for_update().get(pk=enrolment.session_id)
    held = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if held.attendance.exists():
        raise Refused(_("Deze workshop is al geweest."), _("Afmelden kan niet meer."))
    if held.state == State.WITHDRAWN:
        return None
    had_seat = held.state == State.SEATED
    held.state = State.WITHDRAWN
    held.save(update_fields=["state", "changed_at"])
    record(by, session.round.year.school, "leave_seat", held.pk)
    if not had_seat:
        return None
    Session.objects.filter(pk=session.pk).update(taken=F("taken") - 1)
    return move_up(session)


def move_up(session: Session) -> Enrolment | None:
    """Give a free seat to the first on the waiting list who has no other seat in the round."""
    changes = sessions_otherwise(session.round.year)
    waiting = Enrolment.objects.filter(session=session, state=State.WAITING).select_for_update()
    for first in waiting.select_related("pupil").order_by("at", "pk"):
        if _seat_in_round(session, first.pupil, changes) is None and claim(session):
            first.state = State.SEATED
            first.reason = {"key": "moved_up"}
            first.save(update_fields=["state", "reason", "changed_at"])
            return first
    return None


def claim(session: Session) -> bool:
    """Claim one seat; False when the session is full or withdrawn. One statement, so never too many."""
    free = Session.objects.filter(pk=session.pk, withdrawn_at__isnull=True, taken__lt=F("capacity"))
    return free.update(taken=F("taken") + 1) == 1


def _hold(pupil: Person) -> None:
    """Let everything else that is done for this pupil wait."""
    Person.objects.select_for_update().get(pk=pupil.pk)


def _write(
    session: Session, pupil: Person, state: str, reason: dict[str, Any], by: Viewer
) -> Enrolment:
    made = Enrolment.objects.create(
        session=session, pupil=pupil, state=state, reason=reason, by_id=by.pk
    )
    record(by, session.round.year.school, f"enrol_{state}", made.pk)
    return made


def _seat_in_round(
    session: Session, pupil: Person, changes: Mapping[int, SessionChange]
) -> Enrolment | None:
    """The seat that a pupil has at the time of a session, as the sessions go now."""
    held = Enrolment.objects.filter(pupil=pupil, state__in=HELD)
    there = sessions_in(round_of(session, changes), changes)
    return held.filter(session__in=there).select_related("session").first()


def _let_go(session: Session, pupil: Person, changes: Mapping[int, SessionChange]) -> None:
    """Who takes another seat gives up the one in a workshop of the round that does not take place."""
    cancelled = [one.session for one in changes.values() if one.kind == "cancelled"]
    lost = Enrolment.objects.filter(
        pupil=pupil, session__in=cancelled, session__round=session.round_id
    ).exclude(state=State.WITHDRAWN)
    for one in lost:
        if one.state == State.SEATED:
            Session.objects.filter(pk=one.session_id).update(taken=F("taken") - 1)
        one.state = State.WITHDRAWN
        one.save(update_fields=["state", "changed_at"])


def _refuse_cancelled(session: Session, changes: Mapping[int, SessionChange]) -> None:
    if session.pk in changes and changes[session.pk].kind == "cancelled":
        raise Refused(_("Deze workshop gaat niet door."), _("Kies een andere."))


def _refuse_who_may_not(session: Session, pupil: Person, by: Viewer) -> None:
    if by.school != session.round.year.school or pupil.school_id != session.round.year.school_id:
        raise Refused(
            _("Deze workshop is van een andere school."), _("Kies iets van je eigen school.")
        )
    if may_offer(by):
        return
    if not may_choose_for(by, pupil):
        raise Refused(_("Je kunt alleen voor jezelf kiezen."), _("Laat het kind zelf inloggen."))
    if policy_for(pupil).seats == "teacher_assigns":
        raise Refused(_("Je leerkracht verdeelt de plekken."), _("Vertel wat je graag wilt doen."))
    if session.round.dealt_at is None:
        raise Refused(
            _("De plekken zijn nog niet verdeeld."),
            _("Geef je wensen. Daarna zie je wat er over is."),
        )


def _refuse_second_seat(
    session: Session, pupil: Person, changes: Mapping[int, SessionChange]
) -> None:
    if (
        Enrolment.objects.filter(session=session, pupil=pupil)
        .exclude(state=State.WITHDRAWN)
        .exists()
    ):
        raise Refused(_("Je staat al op deze lijst."), _("Je hoeft niets meer te doen."))
    if other := _seat_in_round(session, pupil, changes):
        raise Refused(
            _("Je hebt in deze ronde al een plek bij %(title)s.") % {"title": other.session.title},
            _("Meld je daar eerst af."),
        )
    if not pupil.roles.filter(kind=RoleKind.PUPIL).exists():
        raise Refused(_("Alleen leerlingen krijgen een plek."), _("Kies een leerling."))
