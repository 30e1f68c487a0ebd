from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.school.models.places import School


class SchoolYear(models.Model):
    """A school year. One is open at a time; closed years stay readable."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("In voorbereiding")
        OPEN = "open", _("Lopend")
        CLOSED = "closed", _("Afgesloten")

    school = models.ForeignKey(School, models.PROTECT, related_name="years")
    name = models.CharField(max_length=9)  # 2026-2027
    starts = models.DateField()
    ends = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARING)

    class Meta:
        ordering = ["-starts"]
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="year_name_once"),
            models.UniqueConstraint(
                fields=["school"], condition=models.Q(state="open"), name="one_year_open"
            ),
            models.CheckConstraint(
                condition=models.Q(starts__lt=models.F("ends")), name="year_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """A part of the year between two holidays (periode)."""

    year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="terms")
    name = models.CharField(max_length=60)
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        ordering = ["starts"]

    def __str__(self) -> str:
        return self.name


class Region(models.TextChoices):
    """The three regions in which the holidays of Dutch schools are spread."""

    NORTH = "north", _("Noord")
    MIDDLE = "middle", _("Midden")
    SOUTH = "south", _("Zuid")


class DayOff(models.Model):
    """Days that are not like others: a holiday or study days without lessons, a special day with them.

    ``groups`` are those it is for; without any it is for the whole school. ``region`` says whose
    holidays it was taken from, and is empty for what the school wrote itself.
    """

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Vakantie of feestdag")
        STUDY_DAY = "study_day", _("Studiedag")
        SPECIAL = "special", _("Bijzondere dag met les")

    year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="days_off")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    starts = models.DateField()
    ends = models.DateField()
    region = models.CharField(max_length=6, choices=Region.choices, blank=True)
    groups = models.ManyToManyField("stapsteen.Group", blank=True, related_name="days_off")

    class Meta:
        ordering = ["starts"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_free(self) -> bool:
        """Whether there are no lessons."""
        return self.kind != self.Kind.SPECIAL


class YearClosing(models.Model):
    """That one school year was closed and the next one opened; what it wrote, so it can be undone."""

    closed = models.OneToOneField(SchoolYear, models.CASCADE, related_name="closing")
    opened = models.OneToOneField(SchoolYear, models.SET_NULL, null=True, related_name="opened_by")
    entries = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
