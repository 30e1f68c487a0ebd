from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.school.models import Person, Room, SchoolYear
from stapsteen.week.models.plans import Plan, PlanningRun

__all__ = ["ChangedDay", "DayChange", "WeekChange"]


class DayChange(models.Model):
    """That somebody or a room is not there, from one date to another, or is there again.

    Never why: the school needs to know who takes the group, not what ails a colleague. It is a
    proposal until it is accepted; taken back, it stays to be seen. ``of`` is the change that a return
    ends.
    """

    class Kind(models.TextChoices):
        ABSENT = "absent", _("Afwezig")
        CLOSED = "closed", _("Ruimte dicht")
        BACK = "back", _("Weer terug")

    class Part(models.TextChoices):
        ALL = "all", _("Hele dag")
        MORNING = "morning", _("Ochtend")
        AFTERNOON = "afternoon", _("Middag")

    year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="day_changes")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="day_changes"
    )
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="day_changes"
    )
    of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="returns")
    part = models.CharField(max_length=9, choices=Part.choices, default=Part.ALL)
    starts = models.DateField()
    ends = models.DateField()
    round = models.PositiveSmallIntegerField(default=1)  # how often a proposal was asked for
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(room__isnull=True),
                name="day_change_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(starts__lte=models.F("ends")), name="day_change_in_order"
            ),
        ]

    @property
    def job_key(self) -> str:
        """The key of the long work that makes the proposal."""
        return f"day-change-{self.pk}-{self.round}"

    @property
    def holds(self) -> bool:
        """Whether it was accepted and not taken back."""
        return self.accepted_at is not None and self.taken_back_at is None


class ChangedDay(models.Model):
    """How one date goes because of a change: a proposal with it, in force once that is accepted.

    ``body`` is a DayPlan of the planner, ``plan`` the timetable it was made from and ``before`` the
    changed day it followed on. The newest accepted one of a date holds; earlier ones stay.
    """

    change = models.ForeignKey(DayChange, models.CASCADE, related_name="days")
    date = models.DateField()
    plan = models.ForeignKey(
        Plan, models.SET_NULL, null=True, blank=True, related_name="changed_days"
    )
    before = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    body = models.JSONField()
    sentences = models.JSONField(default=list)  # what could not be done, with names
    sessions = models.JSONField(default=list)  # how workshops go otherwise: SessionChanges
    distance = models.PositiveIntegerField()
    infeasibility = models.PositiveIntegerField()
    seconds = models.FloatField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["change", "date"], name="one_day_of_a_change")
        ]


class WeekChange(models.Model):
    """That the week was planned anew after something was agreed anew, changing as little as can be.

    ``run`` is the question with the school as it is now, ``plan`` the answer once there is one;
    ``changes`` lists what stands otherwise than in ``before``.
    """

    before = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    run = models.ForeignKey(PlanningRun, models.CASCADE, related_name="week_changes")
    plan = models.ForeignKey(
        Plan, models.SET_NULL, null=True, blank=True, related_name="week_changes"
    )
    changes = models.JSONField(default=list)
    sessions = models.JSONField(default=list)  # how workshops go otherwise: SessionChanges
    distance = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-asked_at", "-pk"]

    @property
    def job_key(self) -> str:
        """The key of the long work that makes the plan."""
        return f"week-change-{self.pk}"
