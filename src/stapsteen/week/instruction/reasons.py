"""Why a pupil sits in an instruction group, in words for the team."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from stapsteen.curriculum.models import Goal
from stapsteen.week.models import InstructionSeat


def goals_named(seat: InstructionSeat) -> set[int]:
    """The numbers of the goals that the reason of a seat may name."""
    return {int(seat.reason[key]) for key in ("best", "check") if seat.reason.get(key)}


def reason_of(seat: InstructionSeat, goals: Mapping[int, Goal]) -> str:
    """One or two short sentences. ``goals`` holds those of ``goals_named``."""
    reason = seat.reason or {}
    best = goals.get(reason.get("best", 0))
    sentence = {
        "ready": _("Beheerst wat hieraan voorafgaat en dit nog niet."),
        "next_best": _("Dit is het doel dat hier het best bij aansluit. Liever nog: %(goal)s.")
        % {"goal": best or _("een ander doel")},
        "turn": _("Zat de vorige keren in geen groepje, en is nu als eerste aan de beurt."),
        "full": _("Er was geen plek meer waar het past. Dat telt mee voor de volgende keer."),
        "nothing": _("Geen van deze doelen past nu. Werkt zelf verder."),
        "by_hand": _("%(who)s koos deze plek.") % {"who": reason.get("who", "")},
    }.get(str(reason.get("why")), "")
    parts = [sentence]
    if reason.get("often_lowest"):
        parts.append(_("Zat al drie keer bij het doel dat het eerst komt: kan het ook anders?"))
    return " ".join(parts)
