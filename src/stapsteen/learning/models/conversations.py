from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.curriculum.models import Goal
from stapsteen.school.models import Person


class Conversation(models.Model):
    """A coaching conversation: planned, prepared, held."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Gepland")
        HELD = "held", _("Gevoerd")
        CANCELLED = "cancelled", _("Vervallen")

    person = models.ForeignKey(Person, models.CASCADE, related_name="conversations")
    coach = models.ForeignKey(Person, models.PROTECT, related_name="conversations_led")
    planned_for = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    held_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # held or cancelled: when, and by whom
    closed_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True)  # the coach's; the person it is about may read it
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-planned_for", "-pk"]
        indexes = [models.Index(fields=["person", "-planned_for"])]


class TalkWish(models.Model):
    """That a pupil asked for a conversation.

    It stands until one is planned or held, or the pupil takes it back; a row for each who ever asked.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="talk_wish")
    asked_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)


class ConversationTopic(models.Model):
    """Something to talk about, put there by the pupil in pictures, by the coach, or by the data."""

    class By(models.TextChoices):
        PUPIL = "pupil", _("Leerling")
        COACH = "coach", _("Coach")
        DATA = "data", _("Uit de gegevens")

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="topics")
    put_by = models.CharField(max_length=5, choices=By.choices)
    pictogram = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=300, blank=True)
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    discussed = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]


class Agreement(models.Model):
    """What was agreed in a conversation, with who does it and by when. It comes back at the next one."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("Loopt nog")
        KEPT = "kept", _("Gelukt")
        NOT_KEPT = "not_kept", _("Niet gelukt")
        CHANGED = "changed", _("Anders afgesproken")

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="agreements")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="agreements")
    due = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_at_in = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, blank=True, related_name="agreements_looked_at"
    )

    class Meta:
        ordering = ["due", "pk"]
