from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.school.models.people import Person


class StaffTerms(models.Model):
    """What was agreed with a member of staff, from when to when.

    ``assumed`` marks terms that the software filled in and nobody has confirmed yet.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="terms")
    minutes_a_week = models.PositiveSmallIntegerField()  # contract, all work together
    may_lead_alone = models.BooleanField(default=True)
    subjects = models.JSONField(default=list, blank=True)  # keys of subjects taught as a specialist
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    assumed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ends__isnull=True), name="one_set_of_terms"
            )
        ]


class WorkingDay(models.Model):
    """A day of the week, or half of one, on which somebody works."""

    class Part(models.TextChoices):
        ALL = "all", _("Hele dag")
        MORNING = "morning", _("Ochtend")
        AFTERNOON = "afternoon", _("Middag")

    terms = models.ForeignKey(StaffTerms, models.CASCADE, related_name="days")
    weekday = models.PositiveSmallIntegerField()  # 1 Monday .. 5 Friday
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.ALL)

    class Meta:
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(fields=["terms", "weekday"], name="working_day_once")
        ]
