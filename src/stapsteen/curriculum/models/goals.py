from __future__ import annotations

from django.db import models

from stapsteen.curriculum.models.frameworks import CoreObjective, Framework, Progression
from stapsteen.curriculum.models.wording import in_readers_language
from stapsteen.school.models import School, Subject


class Goal(models.Model):
    """Something to learn, at a step of the subject's progression.

    Two steps make a school year: step 9 and 10 belong to group 5. A retired goal is offered no longer;
    what was learnt on it stays. ``quick_check`` is what a check of five minutes looks like.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="goals")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="goals")
    framework = models.ForeignKey(
        Framework, models.PROTECT, null=True, blank=True, related_name="goals"
    )
    progression = models.ForeignKey(
        Progression, models.SET_NULL, null=True, blank=True, related_name="goals"
    )
    key = models.CharField(max_length=200, blank=True)  # inside its framework, never changed
    uri = models.CharField(max_length=300, blank=True)
    code = models.CharField(max_length=60, blank=True)  # what its publisher calls it; may be double
    step = models.PositiveSmallIntegerField()
    year_groups = models.JSONField(default=list, blank=True)  # 1 to 8, where its publisher says so
    title = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True)
    pupil_title = models.CharField(max_length=200)  # "Ik kan ..."
    pupil_title_en = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    quick_check = models.CharField(max_length=300, blank=True)
    quick_check_en = models.CharField(max_length=300, blank=True)
    pictogram = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField(default=0)
    retired_on = models.DateField(null=True, blank=True)
    objectives = models.ManyToManyField(CoreObjective, related_name="goals", blank=True)

    class Meta:
        ordering = ["subject__position", "step", "position", "pk"]
        indexes = [models.Index(fields=["school", "subject", "step"])]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "key"], condition=~models.Q(key=""), name="goal_key_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The wording for the team, in the language of the reader."""
        return in_readers_language(self.title, self.title_en)

    @property
    def pupil_name(self) -> str:
        """The wording for the pupil ("I can ..."), in the language of the reader."""
        return in_readers_language(self.pupil_title, self.pupil_title_en)

    @property
    def quick_check_text(self) -> str:
        """What a check of five minutes looks like, in the language of the reader."""
        return in_readers_language(self.quick_check, self.quick_check_en)

    @property
    def year_group(self) -> int:
        """The year group in which this is usually learnt, 1 to 8: two steps make a school year."""
        return (self.step + 1) // 2


class Prerequisite(models.Model):
    """That ``needed`` has to be mastered before somebody is ready for ``goal``."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="needs")
    needed = models.ForeignKey(Goal, models.CASCADE, related_name="needed_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "needed"], name="prerequisite_once"),
            models.CheckConstraint(
                condition=~models.Q(goal=models.F("needed")), name="prerequisite_of_another"
            ),
        ]


class GoalPart(models.Model):
    """That ``goal`` is a part of ``whole``, which is a heading then: what is learnt are its parts."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="wholes")
    whole = models.ForeignKey(Goal, models.CASCADE, related_name="parts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "whole"], name="goal_part_once"),
            models.CheckConstraint(
                condition=~models.Q(goal=models.F("whole")), name="goal_part_of_another"
            ),
        ]


class GoalRecording(models.Model):
    """A goal's wording for pupils, spoken by somebody of the school: it wins over the machine's voice."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="recordings")
    language = models.CharField(max_length=5, default="nl")
    file = models.FileField(upload_to="recordings/%Y/%m/")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-made_at"]
