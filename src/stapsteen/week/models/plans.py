from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.school.models import Person, School, SchoolYear

__all__ = ["CalendarFeed", "Organisation", "Plan", "PlanInForce", "PlanningRun"]


class Organisation(models.TextChoices):
    YEAR_CLASS = "year_class", _("Jaarklassen")
    EQUAL_AFTERNOONS = "equal_afternoons", _("Gelijke middagen")
    ACROSS_CLASSES = "across_classes", _("Groepsdoorbrekend")
    UNITS = "units", _("Units")
    PERSONAL = "personal", _("Persoonlijke roosters")


class PlanningRun(models.Model):
    """One question to the planner: this school's week under this organisation.

    ``week`` is the SchoolWeek as it was when asked, so that a run can be redone and explained. Equal
    questions share one run: whoever asks first has it planned, the others look along.
    """

    year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="planning_runs")
    organisation = models.CharField(max_length=20, choices=Organisation.choices)
    week = models.JSONField()
    digest = models.CharField(max_length=64)  # of the week: equal questions share one run
    seconds = models.PositiveSmallIntegerField(default=30)
    seed = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "organisation", "digest", "seconds", "seed"],
                name="equal_questions_share_a_run",
            )
        ]

    @property
    def job_key(self) -> str:
        """The key of the long work that plans this run."""
        return f"plan-{self.pk}"


class Plan(models.Model):
    """A planned week: what a run found, what people made of that by hand, or what a change made of it.

    ``body`` is a WeekPlan, ``solution`` what was decided in the terms of the engine (None in plans made
    before it was kept), ``measures`` the seven measures. The times tell how long the run searched.
    """

    run = models.ForeignKey(PlanningRun, models.CASCADE, related_name="plans")
    by_hand = models.BooleanField(default=False)
    body = models.JSONField()
    solution = models.JSONField(null=True)
    measures = models.JSONField()
    sentences = models.JSONField(default=list)  # what could not be done, with names
    assumed = models.JSONField(default=list)
    infeasibility = models.PositiveIntegerField()
    objective = models.PositiveIntegerField()
    first_plan_seconds = models.FloatField()
    seconds = models.FloatField()
    stopped = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["run"],
                condition=models.Q(by_hand=False),
                name="one_plan_found_by_a_run",
            )
        ]


class PlanInForce(models.Model):
    """That a plan was made the school's timetable, from when to when."""

    year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="plans_in_force")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="times_in_force")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-decided_at"]


class CalendarFeed(models.Model):
    """A secret address at which a person's timetable can be read by a calendar."""

    school = models.ForeignKey(School, models.CASCADE, related_name="feeds")
    person = models.ForeignKey(Person, models.CASCADE, related_name="feeds")
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
