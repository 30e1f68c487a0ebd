from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.school.models.calendar import SchoolYear
from stapsteen.school.models.places import RoomKind, School


class LessonSlot(models.Model):
    """A piece of a school day: a lesson, a pause, or beginning and ending in the own group."""

    class Kind(models.TextChoices):
        START = "start", _("Samen beginnen")
        LESSON = "lesson", _("Les")
        END = "end", _("Samen afronden")
        BREAK = "break", _("Pauze")
        LUNCH = "lunch", _("Lunch")

    year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="slots")
    weekday = models.PositiveSmallIntegerField()  # 1 Monday .. 5 Friday
    starts = models.TimeField()
    ends = models.TimeField()
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.LESSON)
    supervisors = models.PositiveSmallIntegerField(default=0)  # how many staff watch a break

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["year", "weekday", "starts"], name="slot_once"),
            models.CheckConstraint(
                condition=models.Q(starts__lt=models.F("ends")), name="slot_in_order"
            ),
        ]


class Subject(models.Model):
    """Something taught or done: reading, arithmetic, gym, a theme.

    ``core`` marks subjects in which pupils have a need; ``across_classes`` those for which level
    groups may form; ``theme`` those that a theme block takes up. ``room_kind`` is the kind of room
    it asks, ``lesson_minutes`` how long a lesson usually lasts, ``lessons_a_week`` how often the law
    asks it (two for gym, else 0).
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="subjects")
    key = models.SlugField(max_length=30)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    core = models.BooleanField(default=False)
    across_classes = models.BooleanField(default=False)
    theme = models.BooleanField(default=False)
    room_kind = models.CharField(max_length=20, choices=RoomKind.choices, blank=True)
    lesson_minutes = models.PositiveSmallIntegerField(default=60)
    lessons_a_week = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["school", "key"], name="subject_once")]

    def __str__(self) -> str:
        return self.name


class SubjectMinutes(models.Model):
    """How many minutes a week a year group has of a subject."""

    year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="subject_minutes")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="minutes")
    year_group = models.CharField(max_length=2)
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "subject", "year_group"], name="subject_minutes_once"
            )
        ]


class Assumption(models.Model):
    """A topic of the set-up that still rests on default values and that nobody has confirmed."""

    class Topic(models.TextChoices):
        TIMES = "times", _("Schooltijden en pauzes")
        ROOMS = "rooms", _("Lokalen")
        GYM = "gym", _("Gymzaal")
        STAFF_DAYS = "contract_days", _("Werkdagen van het team")
        STAFF_GROUPS = "staff_groups", _("Wie welke groep heeft")
        MINUTES = "minutes", _("Minuten per vak")
        # Nobody confirms this one: it holds as long as no pupil has a goal under way.
        NEEDS = "needs", _("Wat leerlingen nodig hebben")

    year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="assumptions")
    topic = models.CharField(max_length=14, choices=Topic.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "topic"], name="assumption_once")]
