from __future__ import annotations

from django.db import models

from stapsteen.school.models import SchoolYear
from stapsteen.week.models.plans import Plan

__all__ = ["Alternation", "WeekChoice"]


class WeekChoice(models.Model):
    """What a school chose for one week of the year: a theme, another plan, or both.

    A week without a choice, or without a ``plan`` of its own, follows the alternation and the plan in
    force. ``monday`` is its first day.
    """

    year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="week_choices")
    monday = models.DateField()
    theme = models.CharField(max_length=60, blank=True)
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="weeks")
    decided_at = models.DateTimeField(auto_now=True)
    decided_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["monday"]
        constraints = [models.UniqueConstraint(fields=["year", "monday"], name="one_choice_a_week")]


class Alternation(models.Model):
    """That every other week runs another plan: week B. The weeks between them, A, run the plan in force.

    ``starts`` is the Monday of the first week B, ``ends`` the last day, empty while it lasts. Holidays
    count as weeks, so that A and B stay on the same side of the calendar whatever is free.
    """

    year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="alternations")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="alternations")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["starts", "pk"]
