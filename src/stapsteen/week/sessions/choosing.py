"""Wishes, and dealing the seats by them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.planner.allocation.problem import Problem, Pupil, ranked
from stapsteen.planner.allocation.problem import Session as Offered
from stapsteen.profile.queries import policy_in_force
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import Person
from stapsteen.week.changes.workshops import sessions_in, sessions_otherwise
from stapsteen.week.models import Enrolment, Round, Session, Wish
from stapsteen.week.sessions.access import may_choose_for, may_offer
from stapsteen.week.sessions.needs import needed_in

if TYPE_CHECKING:
    from stapsteen.planner.allocation.explain import Reason

MOST_WISHES = 3
ROUND = "round"
BEHIND = 40  # what a round without any wish counts the next time, in hundredths of a best week
State = Enrolment.State


@transaction.atomic
def give_wishes(round_: Round, pupil: Person, sessions: Sequence[Session], *, by: Viewer) -> None:
    """Write down what a pupil would like in a round, the dearest first; earlier wishes are replaced.

    Raises ``Refused`` for somebody else's wishes, too many, a session of another round, or when the
    round is not open for choosing.
    """
    if by.school != round_.year.school or not (may_choose_for(by, pupil) or may_offer(by)):
        raise Refused(_("Je kunt alleen voor jezelf kiezen."), _("Laat het kind zelf inloggen."))
    if not round_.opens <= timezone.now() < round_.closes or round_.dealt_at:
        raise Refused(_("Kiezen kan nu niet."), _("Kijk bij je rooster wat je hebt."))
    if len(sessions) > MOST_WISHES or len({one.pk for one in sessions}) < len(sessions):
        raise Refused(
            _("Je mag %(n)s dingen kiezen.") % {"n": MOST_WISHES}, _("Haal er eerst een weg.")
        )
    if any(one.round_id != round_.pk or one.withdrawn_at for one in sessions):
        raise Refused(_("Deze workshop is er niet meer."), _("Kies een andere."))
    Person.objects.select_for_update().get(pk=pupil.pk)
    Wish.objects.filter(pupil=pupil, session__round=round_).delete()
    Wish.objects.bulk_create(
        Wish(pupil=pupil, session=session, rank=rank)
        for rank, session in enumerate(sessions, start=1)
    )
    record(by, round_.year.school, "give_wishes", round_.pk)


@transaction.atomic
def deal_seats(round_: Round, *, by: Viewer) -> int:
    """Deal the seats of a round by what pupils need and wish, once; how many pupils got a seat.

    Pupils who already have a seat in the round keep it. Who loses out waits for the first wish.
    """
    if not may_offer(by) or by.school != round_.year.school:
        raise Refused(_("Je mag de plekken niet verdelen."), _("Vraag een leerkracht."))
    held = Round.objects.select_for_update().get(pk=round_.pk)
    if held.dealt_at is not None:
        raise Refused(
            _("De plekken zijn al verdeeld."), _("Verplaats een kind zelf, of neem een vrije plek.")
        )
    there = sessions_in(held, sessions_otherwise(held.year))
    sessions = {
        str(one.pk): one
        for one in Session.objects.filter(pk__in=there, round=held).select_for_update()
    }
    # OR-Tools takes a second to load, which no other page should wait for.
    from stapsteen.planner.allocation.explain import reasons
    from stapsteen.planner.allocation.solve import deal

    problem = Problem(
        (ROUND,),
        tuple(Offered(key, (ROUND,), one.capacity - one.taken) for key, one in sessions.items()),
        tuple(_pupils(held, there)),
    )
    outcome = deal(problem, seed=held.pk)
    told = reasons(problem, outcome.seats, outcome.evaluation)
    _write_down(sessions, problem, told, by)
    held.dealt_at = timezone.now()
    held.save(update_fields=["dealt_at"])
    record(by, held.year.school, "deal_seats", held.pk)
    return sum(bool(one.seats) for one in told.values())


def _pupils(round_: Round, there: set[int]) -> list[Pupil]:
    """Who has wishes in a round for sessions that take place, and no seat in one of these.

    Where the teacher gives the seats, also who needs one of them and wished nothing.
    """
    wishes: dict[int, list[str]] = defaultdict(list)
    wished = Wish.objects.filter(session__round=round_, session__in=there)
    for wish in wished.order_by("pupil_id", "rank"):
        wishes[wish.pupil_id].append(str(wish.session_id))
    seated = set(
        Enrolment.objects.filter(session__in=there)
        .exclude(state__in=(State.WITHDRAWN, State.WAITING))
        .values_list("pupil", flat=True)
    )
    lost, needs = _lost_before(round_), needed_in(round_, there)
    if policy_in_force(round_.year.school).seats == "teacher_assigns":
        wishes |= {pupil: [] for pupil in needs if pupil not in wishes}
    return [
        Pupil(
            str(pupil), ranked(listed), needs.get(pupil, ()), behind=min(100, BEHIND * lost[pupil])
        )
        for pupil, listed in wishes.items()
        if pupil not in seated
    ]


def _lost_before(round_: Round) -> Counter[int]:
    """In how many earlier rounds of the year each pupil got none of its wishes."""
    lost = Enrolment.objects.filter(
        session__round__year=round_.year, reason__key="lost", session__round__date__lte=round_.date
    )
    return Counter(lost.values_list("pupil", flat=True))


def _write_down(
    sessions: dict[str, Session], problem: Problem, told: Mapping[str, Reason], by: Viewer
) -> None:
    rows: list[Enrolment] = []
    reason: dict[str, object]
    for pupil, why in told.items():
        wishes = problem.pupil_by_id[pupil].wishes
        missed = [sessions[one.workshop] for one in why.missed if one.workshop in wishes]
        full = [one.title for one in missed]
        for seat in why.seats:
            reason = {"key": "wished", "rank": seat.rank, "full": full}
            if seat.why == "need":
                reason = {"key": "needed"}
            rows.append(_row(sessions[seat.session], pupil, State.SEATED, reason, by))
        if missed and not why.seats:
            reason = {"key": "lost", "full": full}
            rows.append(_row(missed[0], pupil, State.WAITING, reason, by))
    Enrolment.objects.bulk_create(rows)
    given = Counter(seat.session for why in told.values() for seat in why.seats)
    for key, amount in given.items():
        sessions[key].taken += amount
        sessions[key].save(update_fields=["taken"])


def _row(
    session: Session, pupil: str, state: str, reason: dict[str, object], by: Viewer
) -> Enrolment:
    return Enrolment(session=session, pupil_id=int(pupil), state=state, reason=reason, by_id=by.pk)
