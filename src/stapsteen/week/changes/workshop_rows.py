"""Workshops that go otherwise, in words: what happens with each, and where its children are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stapsteen.planner.organisation.changed.day import DayPlan
from stapsteen.school.models import Person, Room
from stapsteen.week.changes.workshops import HELD, SessionChange, lessons_during, piece_of
from stapsteen.week.models import Round, Session
from stapsteen.week.planning.export import person_id
from stapsteen.week.planning.shown import Shown

ICONS = {"taken_over": "people", "moved": "clock", "cancelled": "stop", "back": "check"}


@dataclass(frozen=True)
class WorkshopRow:
    """One workshop that goes otherwise: what it is, what happens, and what that means for its children."""

    starts: str
    title: str
    kind: str
    text: str
    children: str = ""

    @property
    def icon(self) -> str:
        """The picture that goes with the kind."""
        return ICONS[self.kind]

    @property
    def word(self) -> str:
        """The kind in a word or two."""
        return {
            "taken_over": _("andere leerkracht"),
            "moved": _("andere plek"),
            "cancelled": _("gaat niet door"),
            "back": _("gaat weer door"),
        }[self.kind]


def workshop_rows(
    changes: Iterable[SessionChange],
    before: Iterable[SessionChange],
    shown: Shown,
    goes: DayPlan | None,
) -> list[WorkshopRow]:
    """What changes for workshops against how they went ``before``; ``goes`` is the day as it will go."""
    now, was = ({one.session: one for one in listed} for listed in (changes, before))
    known = {number for number in now.keys() | was.keys() if now.get(number) != was.get(number)}
    found = Session.objects.filter(pk__in=known).select_related("round", "leader", "room")
    told = Telling(now, shown, goes)
    return [told.row(one) for one in found.order_by("round__date", "round__starts", "pk")]


class Telling:
    """Tells what happens with workshops; people, rooms and rounds are read once."""

    def __init__(
        self, changes: Mapping[int, SessionChange], shown: Shown, goes: DayPlan | None
    ) -> None:
        self.changes, self.shown, self.goes = changes, shown, goes
        self.people = Person.objects.in_bulk({one.leader for one in changes.values()})
        self.rooms = Room.objects.in_bulk({one.room for one in changes.values()})
        self.rounds = Round.objects.in_bulk({one.round for one in changes.values()})

    def row(self, session: Session) -> WorkshopRow:
        """The row of one workshop."""
        change = self.changes.get(session.pk)
        kind = change.kind if change else "back"
        starts = f"{session.round.starts:%H:%M}"
        seated = [
            person_id(pupil)
            for pupil in session.enrolments.filter(state__in=HELD).values_list("pupil", flat=True)
        ]
        text = self._text(session, change)
        children = self._children(session, change, seated)
        return WorkshopRow(starts, session.title, kind, text, children)

    def _text(self, session: Session, change: SessionChange | None) -> str:
        if change is None:
            return _("Zoals aangeboden: %(who)s, %(where)s.") % {
                "who": session.leader.name, "where": session.room.name,
            }  # fmt: skip
        if change.kind == "cancelled":
            return _("Er is geen collega of ruimte vrij, en geen andere ronde.")
        if change.round != session.round_id:
            round_ = self.rounds[change.round]
            when = f"{date_format(round_.date, 'l j F')} {round_.starts:%H:%M}"
            return _("Verplaatst naar %(when)s.") % {"when": when}
        parts = []
        if change.leader != session.leader_id:
            names = {"who": self.people[change.leader].name, "was": session.leader.name}
            parts.append(_("%(who)s neemt over van %(was)s.") % names)
        if change.room != session.room_id:
            names = {"room": self.rooms[change.room].name, "was": session.room.name}
            parts.append(_("In %(room)s in plaats van %(was)s.") % names)
        return " ".join(parts)

    def _children(self, session: Session, change: SessionChange | None, seated: list[str]) -> str:
        many = {"n": len(seated)}
        if not seated:
            return _wished(session)
        stays = change is None or (change.kind != "cancelled" and change.round == session.round_id)
        if stays:
            return (
                ngettext(
                    "%(n)s kind houdt de plek.", "%(n)s kinderen houden hun plek.", len(seated)
                )
                % many
            )
        where = ", ".join(self._where(session.round, seated))
        if change and change.kind == "moved":
            told = ngettext(
                "%(n)s kind houdt de plek. Nu bij: %(where)s.",
                "%(n)s kinderen houden hun plek. Nu bij: %(where)s.",
                len(seated),
            )
        else:
            told = ngettext(
                "%(n)s kind blijft bij: %(where)s.",
                "%(n)s kinderen blijven bij: %(where)s.",
                len(seated),
            )
        return " ".join(filter(None, [told % {**many, "where": where}, self._free(session)]))

    def _where(self, round_: Round, pupils: list[str]) -> Iterator[str]:
        """Where the children are then: their groups, how many of each, and with whom."""
        counted = Counter(self._group(round_, pupil) for pupil in pupils)
        for (name, with_whom), amount in sorted(counted.items()):
            people = f"{with_whom}, {amount}" if with_whom else str(amount)
            yield f"{name} ({people})"

    def _group(self, round_: Round, pupil: str) -> tuple[str, str]:
        """The group of a child, and who is there in the lesson it has at that time."""
        plan = self.shown.plan
        group = plan.group_of.get(pupil)
        if group is None:
            return _("geen groep"), ""
        week, piece = self.shown.week, piece_of(round_)
        for lesson in lessons_during(self.goes, week, piece) if self.goes else ():
            if pupil in plan.pupils_in(lesson):
                names = [self.shown.staff_name(staff) for staff in lesson.staff]
                return plan.group_by_id[group].name, " & ".join(names)
        return plan.group_by_id[group].name, ""

    def _free(self, session: Session) -> str:
        """The other workshops of the round in which there is a place left."""
        others = Session.objects.filter(round=session.round_id, withdrawn_at__isnull=True)
        free = [
            f"{one.title} ({one.capacity - one.taken})"
            for one in others.exclude(pk=session.pk).order_by("title")
            if one.taken < one.capacity
            and (one.pk not in self.changes or self.changes[one.pk].kind == "taken_over")
        ]
        return _("Nog plek bij: %(titles)s.") % {"titles": ", ".join(free)} if free else ""


def _wished(session: Session) -> str:
    """How many children would like a workshop of which the seats were not dealt yet."""
    many = session.wishes.count()
    if not many:
        return _("Nog geen kinderen.")
    told = ngettext(
        "%(n)s kind heeft hier een wens voor.", "%(n)s kinderen hebben hier een wens voor.", many
    )
    return told % {"n": many}
