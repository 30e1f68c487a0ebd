from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.curriculum.models import Goal
from stapsteen.school.models import Person, Room, SchoolYear

__all__ = ["Attendance", "Enrolment", "Round", "Session", "Wish"]


class Round(models.Model):
    """A part of a day in which sessions run side by side, and in which pupils choose one.

    Wishes can be given from ``opens`` to ``closes``; ``dealt_at`` is when the seats were given.
    """

    year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="rounds")
    name = models.CharField(max_length=60)
    date = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    dealt_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["date", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens__lt=models.F("closes")), name="round_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """Something with seats at a moment: here a workshop. ``taken`` counts the seats given."""

    class Form(models.TextChoices):
        DIRECT = "direct", _("Instructie")
        INQUIRY = "inquiry", _("Onderzoek")
        COOPERATIVE = "cooperative", _("Samen leren")
        PEER = "peer", _("Door een leerling")
        FILM = "film", _("Film of materiaal")
        ATELIER = "atelier", _("Vrij atelier")

    round = models.ForeignKey(Round, models.PROTECT, related_name="sessions")
    title = models.CharField(max_length=120)
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="sessions")
    form = models.CharField(max_length=12, choices=Form.choices, default=Form.DIRECT)
    pictogram = models.CharField(max_length=40, blank=True)
    leader = models.ForeignKey(Person, models.PROTECT, related_name="sessions_led")
    room = models.ForeignKey(Room, models.PROTECT, related_name="sessions")
    capacity = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    offered_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round", "title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("capacity")), name="never_oversold"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Wish(models.Model):
    """That a pupil would like a session, in this place of the pupil's list (1 is first)."""

    pupil = models.ForeignKey(Person, models.CASCADE, related_name="wishes")
    session = models.ForeignKey(Session, models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["pupil", "session"], name="wish_once")]


class Enrolment(models.Model):
    """A seat in a session, or a place on its waiting list, and why it is so."""

    class State(models.TextChoices):
        ASKED = "asked", _("Gevraagd")
        SEATED = "seated", _("Geplaatst")
        WAITING = "waiting", _("Op de wachtlijst")
        WITHDRAWN = "withdrawn", _("Afgemeld")

    session = models.ForeignKey(Session, models.PROTECT, related_name="enrolments")
    pupil = models.ForeignKey(Person, models.CASCADE, related_name="enrolments")
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.JSONField(default=dict, blank=True)  # key and parameters of the sentence
    at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "pupil"],
                condition=~models.Q(state="withdrawn"),
                name="one_seat_a_session",
            )
        ]


class Attendance(models.Model):
    """Whether a pupil was at a session. The newest row holds; earlier ones stay as history."""

    class State(models.TextChoices):
        PRESENT = "present", _("Aanwezig")
        ABSENT = "absent", _("Afwezig")
        UNKNOWN = "unknown", _("Niet ingevuld")

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="attendance")
    state = models.CharField(max_length=8, choices=State.choices)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
