"""Why somebody sits where it sits, in words for a child."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stapsteen.week.models import Enrolment


def reason_of(enrolment: Enrolment) -> str:
    """One or two short sentences about a seat or a place in the line."""
    reason = enrolment.reason or {}
    full = _and(reason.get("full", []))
    sentences = {
        "wished": _("Dit was je eerste wens.")
        if reason.get("rank") == 1
        else _("%(full)s was vol. Dit was je volgende wens.") % {"full": full},
        "needed": _("Je bent hieraan toe."),
        "lost": _(
            "Alles wat je wilde was vol. Je staat vooraan in de rij, en de volgende keer ga jij voor."
        ),
        "taken": _("Je nam een plek die over was."),
        "placed": _("Je leerkracht gaf je deze plek."),
        "confirmed": _("Je vroeg erom en je leerkracht zei ja."),
        "asked": _("Je hebt het gevraagd. Je leerkracht kijkt ernaar."),
        "waiting": _("Het is vol. Je staat in de rij."),
        "moved_up": _("Er kwam een plek vrij, en jij was aan de beurt."),
    }
    return sentences.get(str(reason.get("key")), "")


def _and(titles: list[str]) -> str:
    if len(titles) < 2:
        return "".join(titles)
    return _("%(some)s en %(last)s") % {"some": ", ".join(titles[:-1]), "last": titles[-1]}
