"""The words of a stone: for a child a picture and a word, for the coach on what it rests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from stapsteen.learning.actions.freedom import FREEDOMS
from stapsteen.mastery.evidence import Kind, moment
from stapsteen.mastery.settings import SHIPPED
from stapsteen.mastery.showing import Change, Shown, Word
from stapsteen.profile.models import AgreedFreedom

CHANGES: dict[str, str | Promise] = {
    Change.MORE: gettext_lazy("Er is nog weinig gezien. Dat is gewoon. Kijk een paar keer mee."),
    Change.LATER: gettext_lazy("Laat het over een week of later nog eens zien."),
    Change.HARDER: gettext_lazy("Een open opdracht op dit niveau zegt nu het meest."),
    Change.AGAIN: gettext_lazy("Kijk af en toe kort of het er nog is."),
    Change.TALK: gettext_lazy("Praat er samen over: het ene beeld is anders dan het andere."),
    Change.DECIDED: gettext_lazy("De leerkracht besloot dit. Een nieuw besluit verandert het."),
}
KINDS: dict[str, str | Promise] = {
    Kind.ANSWER: gettext_lazy("antwoorden"),
    Kind.PERCENTAGE: gettext_lazy("opdrachten"),
    Kind.JUDGEMENT: gettext_lazy("waarnemingen"),
    Kind.SELF: gettext_lazy("eigen inschatting"),
}
COUNTED = {
    Kind.ANSWER: ngettext_lazy("%(n)s antwoord", "%(n)s antwoorden", "n"),
    Kind.PERCENTAGE: ngettext_lazy("%(n)s opdracht", "%(n)s opdrachten", "n"),
    Kind.JUDGEMENT: ngettext_lazy("%(n)s waarneming", "%(n)s waarnemingen", "n"),
    Kind.SELF: ngettext_lazy("%(n)s eigen inschatting", "%(n)s eigen inschattingen", "n"),
    Kind.TEST: ngettext_lazy("%(n)s toets", "%(n)s toetsen", "n"),
    Kind.DECISION: ngettext_lazy("%(n)s besluit", "%(n)s besluiten", "n"),
}


@dataclass(frozen=True)
class Told:
    """What the page of a stone says."""

    next_ten: str
    why: str
    pieces: list[str]
    total: int
    age: str
    conflict: str
    change: str


@dataclass(frozen=True)
class Agreed:
    """What was agreed with a pupil for now, in the sentence of the policy."""

    agreed: AgreedFreedom
    sentence: str


def agreed_of(agreed: Iterable[AgreedFreedom]) -> list[Agreed]:
    """Put what was agreed into words."""
    sentences = {
        (part.key, value.key): str(value.sentence) for part in FREEDOMS for value in part.values
    }
    return [Agreed(one, sentences.get((one.part, one.value), "")) for one in agreed]


def told_of(shown: Shown) -> Told:
    """Put into words what may be said of a goal. A range only when enough was seen to say so."""
    counts = {kind: count for kind, count in shown.pieces.items() if count}
    last = timezone.localdate(moment(shown.last)) if shown.last is not None else None
    return Told(
        next_ten=_next_ten(shown) if shown.word is not Word.NOT_ENOUGH else "",
        why=_why(shown),
        pieces=[COUNTED[kind] % {"n": count} for kind, count in counts.items()],
        total=sum(counts.values()),
        age=_age(last) if last else "",
        conflict=_conflict(shown),
        change=str(CHANGES[shown.change]),
    )


def _next_ten(shown: Shown) -> str:
    ten = shown.next_ten
    return _("ongeveer %(n)s van de volgende 10 (waarschijnlijk %(low)s tot %(high)s)") % {
        "n": round(ten.expected),
        "low": ten.low,
        "high": ten.high,
    }


def _why(shown: Shown) -> str:
    """Why this word and not the next one, where the number alone does not tell: two may have the same."""
    if shown.decision is not None:
        return ""
    if shown.word is Word.SHOWN:
        return _("Daarom dit woord: het lukte op twee dagen, minstens een week uit elkaar.")
    if shown.word is not Word.ON_THE_WAY:
        return ""
    if shown.probability > SHIPPED.bar:
        return _("Het lukte nog niet op twee dagen die een week uit elkaar liggen.")
    return _("Wat er gezien is, is nog niet zeker genoeg voor “laat het zien”.")


def _age(last: date) -> str:
    weeks = (timezone.localdate() - last).days // 7
    if weeks < 1:
        return _("deze week")
    return ngettext("%(n)s week geleden", "%(n)s weken geleden", weeks) % {"n": weeks}


def _conflict(shown: Shown) -> str:
    if shown.conflict is None:
        return ""
    kinds = {"higher": KINDS[shown.conflict.higher], "lower": KINDS[shown.conflict.lower]}
    return _("Om over te praten: %(higher)s laten meer zien dan %(lower)s.") % kinds
