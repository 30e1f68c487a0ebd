"""What one does about a signal, as a link or as one tap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stapsteen.accounts.models import User
from stapsteen.signals.access import may_see_net, sees_counts
from stapsteen.signals.actions.keeping import ask_daily_look
from stapsteen.signals.queries.rounds import coming_sessions
from stapsteen.signals.queries.school import SchoolNet, school_net_for
from stapsteen.signals.queries.standing import Net, Pupil, Signal, net_for
from stapsteen.signals.rules.facts import Dated
from stapsteen.week.models import Session

ICONS = {
    "talk_asked": "people",
    "nothing_seen": "search",
    "stuck": "stones",
    "conflict": "compare",
    "no_conversation": "people",
    "conversation_waits": "calendar",
    "agreement_late": "clock",
    "claim_waits": "star",
    "no_goal": "question",
    "goal_long": "wait",
    "absent": "person",
    "not_chosen": "workshop",
    "freedom_due": "lock",
}
ON_FIRST_PAGE = 5
STUCK = "stuck"
TIMELESS = {STUCK, "conflict", "absent"}  # what the sentence says of these is not how long it lasts
Sessions = Mapping[int, Session]
RESTS: tuple[tuple[int, str | Promise], ...] = (
    (7, gettext_lazy("een week")),
    (14, gettext_lazy("twee weken")),
    (28, gettext_lazy("vier weken")),
    (84, gettext_lazy("twaalf weken")),
)


@dataclass(frozen=True)
class Step:
    """One thing to do. With ``fields`` it is a form that is sent, else a link."""

    label: str
    url: str
    icon: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One signal on a page, with what one does about it."""

    signal: Signal
    icon: str
    stands: str
    step: Step


@dataclass(frozen=True)
class Need:
    """One pupil on a page."""

    pupil: Pupil
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class NeedsMe:
    """What a first page shows: who needs the viewer (the first so many), or how it stands at the school."""

    net: Net | None = None
    needs: tuple[Need, ...] = ()
    more: int = 0
    school: SchoolNet | None = None
    rests: tuple[tuple[int, str | Promise], ...] = RESTS


def needs_me(viewer: User) -> NeedsMe | None:
    """What the first page of the viewer begins with; None for who has no part in the safety net.

    Who looks across all groups sees numbers here, and names on the page of the signals.
    """
    if not may_see_net(viewer) or viewer.school is None:
        return None
    ask_daily_look(viewer.school)
    if sees_counts(viewer):
        return NeedsMe(school=school_net_for(viewer))
    net = net_for(viewer)
    first = tuple(needs_of(viewer, net.pupils[:ON_FIRST_PAGE]))
    return NeedsMe(net, first, max(0, len(net.pupils) - ON_FIRST_PAGE))


def needs_of(viewer: User, pupils: tuple[Pupil, ...]) -> list[Need]:
    """The pupils as a page shows them; a query more when somebody does not get further with a goal."""
    stuck = {int(one.about) for pupil in pupils for one in pupil.signals if one.kind.key == STUCK}
    sessions = coming_sessions(viewer, stuck)
    return [
        Need(one, tuple(_line(signal, one.talk, sessions) for signal in one.signals))
        for one in pupils
    ]


def _line(signal: Signal, talk: Dated | None, sessions: Sessions) -> Line:
    step = _step(signal, talk, sessions)
    return Line(signal, ICONS[signal.kind.key], _stands(signal), step)


def _stands(signal: Signal) -> str:
    """How long a signal stands, when that is a week or more and its sentence names no time of its own."""
    weeks = (timezone.localdate() - signal.since).days // 7
    if not weeks or signal.kind.key not in TIMELESS:
        return ""
    return ngettext("staat %(n)s week", "staat %(n)s weken", weeks) % {"n": weeks}


def _step(signal: Signal, talk: Dated | None, sessions: Sessions) -> Step:
    """The next step of a signal."""
    kind = signal.kind
    if kind.key == "conversation_waits":
        url = reverse("conversations:talk", args=[signal.about])
        return Step(_("Voer het gesprek"), url, "people")
    if kind.step == "hold":
        return _conversation(signal, talk, _("Kijk terug in een gesprek"))
    if kind.step == "look":
        return _look(signal)
    if kind.key == STUCK:
        return _instruction(sessions.get(int(signal.about)))
    if kind.step == "invite":
        return Step(_("Help kiezen"), reverse("workshops:overview"), "workshop")
    return _conversation(signal, talk, _("Plan een gesprek"))


def _look(signal: Signal) -> Step:
    """The page to write on, with all that the signal knows filled in; of a pupil's own goal its route."""
    pupil, about = signal.person.pk, signal.details
    if about.get("goal", 0) is None:
        return Step(_("Kijk op de route"), reverse("route:of", args=[pupil]), "stones")
    known = {"doel": about["goal"]} if "goal" in about else {"vak": about["keys"]}
    asked = urlencode({"leerling": pupil, **known}, doseq=True)
    return Step(_("Kijk en schrijf op"), f"{reverse('evidence:write')}?{asked}", "search")


def _instruction(session: Session | None) -> Step:
    """Invite to the session about that goal which has a seat; where there is none, an instruction group."""
    if session is None:
        return Step(_("Maak een instructiegroep"), reverse("instruction:overview"), "people")
    day = date_format(session.round.date, "j F")
    url = reverse("workshops:session", args=[session.pk])
    return Step(_("Nodig uit voor %(day)s") % {"day": day}, url, "workshop")


def _conversation(signal: Signal, talk: Dated | None, label: str) -> Step:
    fields = {"kind": signal.kind.key, "about": signal.about}
    url = reverse("conversations:plan", args=[signal.person.pk])
    if talk is None:
        return Step(label, url, "calendar", fields)
    day = date_format(talk.day, "j F")
    return Step(_("Bespreek het op %(day)s") % {"day": day}, url, "calendar", fields)


def rest_until(days: str) -> date:
    """The day until which a signal rests; today, which is refused, for a choice that is not there."""
    known = {str(number) for number, _words in RESTS}
    return timezone.localdate() + timedelta(days=int(days) if days in known else 0)
