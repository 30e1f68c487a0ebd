"""Planning a coaching conversation, preparing it, holding it, and looking back at what was agreed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.learning.access import conversations_for, talked_with
from stapsteen.learning.models import (
    Agreement,
    Conversation,
    ConversationTopic,
    PersonalGoal,
)
from stapsteen.learning.pictures import PICTURES
from stapsteen.learning.queries.conversations import looking_back, owners_of, picture_of
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import Person

By = ConversationTopic.By
State = Conversation.State
LONGEST_TEXT, LONGEST_NOTE = 300, 4000
MOST_TOPICS = 40
UNDONE_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class Agreed:
    """What somebody will do, and by when."""

    text: str
    owner: Person
    due: date


@dataclass(frozen=True)
class Told:
    """What came out of a conversation: topics talked about, how agreements went, and new ones."""

    note: str = ""
    discussed: Collection[int] = ()
    outcomes: Mapping[int, str] = field(default_factory=dict)
    agreed: Sequence[Agreed] = ()


@transaction.atomic
def plan_talk(by: Viewer, person: Person, day: date, *, topic: str = "") -> Conversation:
    """Plan a conversation with a pupil, with a topic that the data gave when there is one.

    Raises ``Refused`` for a day that is past, when one is planned already, and for who does not
    keep the overview of this pupil.
    """
    coach = _leading(by, person)
    _refuse_past(day)
    held = Person.objects.select_for_update().get(pk=person.pk)
    planned = held.conversations.filter(state=State.PLANNED).first()
    if planned is not None:
        raise Refused(
            _("Er is al een gesprek gepland met %(name)s.") % {"name": person.first_name},
            _("Zet het daar op de agenda, of verplaats dat gesprek."),
        )
    made = Conversation.objects.create(
        person=person, coach=coach, planned_for=day, made_by_id=by.pk
    )
    if topic:
        _put(made, By.DATA, [topic])
    record(by, person.school, "plan_conversation", person.pk)
    return made


@transaction.atomic
def move_talk(by: Viewer, talk: Conversation, day: date) -> None:
    """Put a planned conversation on another day."""
    held = _planned(by, talk)
    _refuse_past(day)
    held.planned_for = day
    held.save(update_fields=["planned_for"])
    record(by, held.person.school, "move_conversation", held.pk)


@transaction.atomic
def cancel_talk(by: Viewer, talk: Conversation) -> None:
    """Let a planned conversation not take place; what was prepared stays for when it is brought back."""
    held = _planned(by, talk)
    _close(by, held, State.CANCELLED)
    record(by, held.person.school, "cancel_conversation", held.pk)


@transaction.atomic
def bring_back_talk(by: Viewer, talk: Conversation) -> None:
    """Undo, for a day and by who did it: a conversation that was cancelled or held is planned again.

    All is as it was before: agreements made in it are gone, those looked back at run again. The note
    stays for who writes it once more.
    """
    _leading(by, talk.person)
    person = Person.objects.select_for_update().get(pk=talk.person_id)
    held = Conversation.objects.select_for_update().get(pk=talk.pk)
    _refuse_bringing_back(by, held)
    if held.state == State.HELD:
        held.agreements.all().delete()
        held.topics.update(discussed=False)
        held.agreements_looked_at.update(
            outcome=Agreement.Outcome.OPEN, looked_at=None, looked_at_in=None
        )
    held.state, held.held_at, held.closed_at, held.closed_by = State.PLANNED, None, None, None
    held.save(update_fields=["state", "held_at", "closed_at", "closed_by"])
    record(by, person.school, "bring_back_conversation", talk.pk)


@transaction.atomic
def prepare(
    by: Viewer, talk: Conversation, pictures: Collection[str], goals: Collection[int], words: str
) -> None:
    """A pupil says in pictures, goals and words what to talk about; what it said before is replaced.

    Raises ``Refused`` for somebody else's conversation and for pictures or goals that are not there.
    """
    if talk.person != by.person:
        raise Refused(_("Dit is niet jouw gesprek."), _("Log in als jezelf."))
    talk = Conversation.objects.select_for_update().get(pk=talk.pk)
    if talk.state != State.PLANNED:
        raise Refused(_("Dit gesprek is al geweest."), _("Wacht tot er een nieuw gesprek is."))
    mine = PersonalGoal.objects.filter(person=by.person, ends=None, pk__in=goals)
    held = list(mine.select_related("goal").order_by("pk"))
    if not set(pictures) <= set(PICTURES) or len(held) < len(set(goals)):
        raise Refused(_("Dit plaatje bestaat niet."), _("Kies een van de plaatjes."))
    words = _short(words)
    talk.topics.filter(put_by=By.PUPIL).delete()
    rows = [ConversationTopic(pictogram=one) for one in PICTURES if one in pictures]
    rows += [
        ConversationTopic(goal=one.goal, pictogram=picture_of(one), text=one.own_title)
        for one in held
    ]
    rows += [ConversationTopic(text=words)] if words else []
    for position, row in enumerate(rows):
        row.conversation, row.put_by, row.position = talk, By.PUPIL, position
    ConversationTopic.objects.bulk_create(rows)
    record(by, talk.person.school, "prepare_conversation", talk.pk)


@transaction.atomic
def put_on_agenda(
    by: Viewer, talk: Conversation, texts: Sequence[str], *, from_data: bool = False
) -> int:
    """Put topics on the agenda that are not there yet, by the coach or out of the data; how many came."""
    held = _planned(by, talk)
    there = set(held.topics.values_list("text", flat=True))
    texts = [text for text in map(_short, dict.fromkeys(texts)) if text and text not in there]
    if held.topics.count() + len(texts) > MOST_TOPICS:
        raise Refused(_("Dit is veel voor een gesprek."), _("Haal eerst iets van de agenda."))
    _put(held, By.DATA if from_data else By.COACH, texts)
    if texts:
        record(by, held.person.school, "put_on_agenda", held.pk)
    return len(texts)


@transaction.atomic
def take_off_agenda(by: Viewer, topic: ConversationTopic) -> None:
    """Take a topic off the agenda; what the pupil put there stays."""
    held = _planned(by, topic.conversation)
    if topic.put_by == By.PUPIL:
        raise Refused(
            _("Dit heeft de leerling klaargezet."), _("Vraag in het gesprek wat erachter zit.")
        )
    topic.delete()
    record(by, held.person.school, "take_off_agenda", held.pk)


@transaction.atomic
def hold_talk(by: Viewer, talk: Conversation, told: Told) -> None:
    """Write down that a conversation was held, what was talked about, and what was agreed.

    Raises ``Refused`` for an agreement without words, for somebody who does not belong to the pupil, or
    for a day that is past: then nothing is written at all.
    """
    held = _planned(by, talk)
    if len(told.note) > LONGEST_NOTE:
        raise Refused(_("Deze tekst is te lang."), _("Houd het bij wat later nog telt."))
    _look_back(held, told.outcomes)
    _agree(by, held, told.agreed)
    held.topics.filter(pk__in=told.discussed).update(discussed=True)
    held.note, held.held_at = told.note.strip(), timezone.now()
    held.save(update_fields=["note", "held_at"])
    _close(by, held, State.HELD)
    record(by, held.person.school, "hold_conversation", held.pk)


def _close(by: Viewer, talk: Conversation, state: State) -> None:
    talk.state, talk.closed_at, talk.closed_by_id = state, timezone.now(), by.pk
    talk.save(update_fields=["state", "closed_at", "closed_by"])


def _refuse_bringing_back(by: Viewer, talk: Conversation) -> None:
    if not may_bring_back(by, talk):
        raise Refused(
            _("Dit kan nu niet meer terug."),
            _("Alleen wie het deed zet het terug, binnen een dag. Plan een nieuw gesprek."),
        )
    others = Conversation.objects.filter(person=talk.person_id).exclude(pk=talk.pk)
    if others.filter(state=State.PLANNED).exists():
        raise Refused(
            _("Er is intussen een ander gesprek gepland."), _("Laat eerst dat gesprek vervallen.")
        )
    if talk.held_at and others.filter(state=State.HELD, held_at__gt=talk.held_at).exists():
        raise Refused(_("Er is daarna al een ander gesprek geweest."), _("Plan een nieuw gesprek."))


def may_bring_back(by: Viewer, talk: Conversation) -> bool:
    """Whether the viewer held or cancelled this conversation, less than a day ago."""
    if talk.state == State.PLANNED or talk.closed_at is None or talk.closed_by_id != by.pk:
        return False
    return timezone.now() - talk.closed_at <= UNDONE_WITHIN


def _look_back(talk: Conversation, outcomes: Mapping[int, str]) -> None:
    """Write how earlier agreements went; one that still runs stays open."""
    for agreement in looking_back(talk):
        outcome = outcomes.get(agreement.pk, Agreement.Outcome.OPEN)
        if outcome not in Agreement.Outcome.values:
            raise Refused(_("Dit antwoord bestaat niet."), _("Kies hoe het ging."))
        if outcome != Agreement.Outcome.OPEN:
            agreement.outcome = outcome
            agreement.looked_at, agreement.looked_at_in = timezone.now(), talk
            agreement.save(update_fields=["outcome", "looked_at", "looked_at_in"])


def _agree(by: Viewer, talk: Conversation, agreed: Sequence[Agreed]) -> None:
    owners = owners_of(talk, by.person)
    for one in agreed:
        _refuse_past(one.due)
        if not one.text.strip():
            raise Refused(_("De afspraak heeft geen woorden."), _("Schrijf op wat iemand doet."))
        if one.owner not in owners:
            raise Refused(
                _("Deze afspraak is van niemand in het gesprek."), _("Kies wie het gaat doen.")
            )
    Agreement.objects.bulk_create(
        Agreement(conversation=talk, text=_short(one.text), owner=one.owner, due=one.due)
        for one in agreed
    )


def _put(talk: Conversation, put_by: str, texts: Sequence[str]) -> None:
    first = talk.topics.count()
    ConversationTopic.objects.bulk_create(
        ConversationTopic(conversation=talk, put_by=put_by, text=_short(text), position=position)
        for position, text in enumerate(texts, start=first)
    )


def _short(text: str) -> str:
    text = text.strip()
    if len(text) > LONGEST_TEXT:
        raise Refused(
            _("Deze tekst is te lang: %(n)s tekens.") % {"n": len(text)},
            _("Houd het bij 300 tekens."),
        )
    return text


def _planned(by: Viewer, talk: Conversation) -> Conversation:
    """The conversation, held until the end, when it is planned and the viewer leads it."""
    _leading(by, talk.person)
    held = (
        conversations_for(by).select_for_update(of=("self",)).select_related("person__school")
    ).get(pk=talk.pk)
    if held.state != State.PLANNED:
        raise Refused(
            _("Dit gesprek staat niet meer gepland."), _("Zet het eerst terug in de planning.")
        )
    return held


def _leading(by: Viewer, person: Person) -> Person:
    """Who leads a conversation with a pupil: the viewer, when that keeps the overview of it."""
    if by.person is None or not talked_with(by).filter(pk=person.pk).exists():
        raise Refused(
            _("Je begeleidt deze leerling niet."),
            _("Vraag wie het overzicht houdt om het gesprek te plannen."),
        )
    return by.person


def _refuse_past(day: date) -> None:
    if day < timezone.localdate():
        raise Refused(_("Deze dag is voorbij."), _("Kies vandaag of een dag die nog komt."))
