"""What a signal says: one sentence with the reason, for somebody who knows the pupil."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stapsteen.curriculum.models.wording import in_readers_language
from stapsteen.mastery.evidence import Kind

Details = Mapping[str, Any]
SOURCES = {
    Kind.ANSWER: gettext_lazy("antwoorden"),
    Kind.PERCENTAGE: gettext_lazy("oefenresultaten"),
    Kind.JUDGEMENT: gettext_lazy("waarnemingen"),
    Kind.SELF: gettext_lazy("de leerling zelf"),
    Kind.TEST: gettext_lazy("toetsen"),
}


def sentence_of(kind: str, details: Details) -> str:
    """The sentence of a signal, in the language of the reader."""
    return SENTENCES[kind](details)


def _title(details: Details) -> str:
    return in_readers_language(details["title"], details["title_en"])


def _day(details: Details) -> str:
    return date_format(date.fromisoformat(details["day"]), "j F")


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    first, last = ", ".join(names[:-1]), names[-1]
    return _("%(first)s en %(last)s") % {"first": first, "last": last}


def _nothing_seen(details: Details) -> str:
    subjects = _listed([in_readers_language(*pair).lower() for pair in details["subjects"]])
    text = ngettext(
        "Van %(subjects)s is al %(n)s week niets opgeschreven.",
        "Van %(subjects)s is al %(n)s weken niets opgeschreven.",
        details["weeks"],
    )
    return text % {"subjects": subjects, "n": details["weeks"]}


def _stuck(details: Details) -> str:
    text = _("“%(goal)s” lukt nog niet, na %(n)s keer kijken.")
    return text % {"goal": _title(details), "n": details["pieces"]}


def _conflict(details: Details) -> str:
    higher, lower = (SOURCES[Kind(details[key])] for key in ("higher", "lower"))
    text = _("Bij “%(goal)s” laten %(higher)s meer zien dan %(lower)s.")
    return text % {"goal": _title(details), "higher": higher, "lower": lower}


def _talk_asked(details: Details) -> str:
    return _("Vroeg op %(day)s om een gesprek.") % {"day": _day(details)}


def _no_conversation(details: Details) -> str:
    if details["never"]:
        return _("Dit schooljaar was er nog geen gesprek.")
    text = ngettext(
        "Het laatste gesprek was %(n)s week geleden.",
        "Het laatste gesprek was %(n)s weken geleden.",
        details["weeks"],
    )
    return text % {"n": details["weeks"]}


def _conversation_waits(details: Details) -> str:
    return _("Het gesprek van %(day)s is nog niet gevoerd.") % {"day": _day(details)}


def _agreement_late(details: Details) -> str:
    text = _("Afspraak van %(day)s: “%(text)s”. Hoe ging het?")
    return text % {"day": _day(details), "text": details["text"]}


def _claim_waits(details: Details) -> str:
    text = ngettext(
        "Zegt sinds %(n)s dag klaar te zijn met “%(goal)s”. Wil je kijken?",
        "Zegt al %(n)s dagen klaar te zijn met “%(goal)s”. Wil je kijken?",
        details["days"],
    )
    return text % {"n": details["days"], "goal": _title(details)}


def _no_goal(details: Details) -> str:
    if not details["weeks"]:
        return _("Heeft nu geen doel om aan te werken.")
    text = ngettext(
        "Heeft al %(n)s week geen doel om aan te werken.",
        "Heeft al %(n)s weken geen doel om aan te werken.",
        details["weeks"],
    )
    return text % {"n": details["weeks"]}


def _goal_long(details: Details) -> str:
    text = _("Is al %(n)s weken bezig met “%(goal)s”.")
    return text % {"n": details["weeks"], "goal": _title(details)}


def _absent(details: Details) -> str:
    text = ngettext(
        "Was in zes weken %(n)s keer niet bij de eigen workshop.",
        "Was in zes weken %(n)s keer niet bij de eigen workshop.",
        details["times"],
    )
    return text % {"n": details["times"]}


def _not_chosen(details: Details) -> str:
    text = _("Koos nog niets voor %(round)s. Kiezen kan tot %(day)s.")
    return text % {"round": details["round"], "day": _day(details)}


def _freedom_due(details: Details) -> str:
    return _("Op %(day)s zouden jullie opnieuw kijken hoeveel ruimte past.") % {
        "day": _day(details)
    }


SENTENCES: dict[str, Callable[[Details], str]] = {
    "talk_asked": _talk_asked,
    "nothing_seen": _nothing_seen,
    "stuck": _stuck,
    "conflict": _conflict,
    "no_conversation": _no_conversation,
    "conversation_waits": _conversation_waits,
    "agreement_late": _agreement_late,
    "claim_waits": _claim_waits,
    "no_goal": _no_goal,
    "goal_long": _goal_long,
    "absent": _absent,
    "not_chosen": _not_chosen,
    "freedom_due": _freedom_due,
}
