from __future__ import annotations

from django.db import models

from stapsteen.curriculum.models import Goal
from stapsteen.school.models import Person, School, Subject


class MasteryState(models.Model):
    """What the evidence up to ``evidence_until`` says of a person in a subject.

    ``state`` is what the package ``mastery`` keeps; it can always be made again from the evidence.
    ``version`` is that of the model that made it: another version makes it again.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="mastery_states")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="mastery_states")
    state = models.JSONField()
    version = models.CharField(max_length=20)
    evidence_until = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "subject"], name="one_state_a_subject")
        ]


class SettledState(models.Model):
    """The state as it was at ``until``: what comes in late is replayed from here and not from the start.

    It is never read for a page. ``version`` is that of the model that made it.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="settled_states")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="settled_states")
    state = models.JSONField()
    version = models.CharField(max_length=20)
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "subject"], name="one_settled_state")
        ]


class ItemDifficulty(models.Model):
    """How hard an item of a goal is (``item`` empty: the goal itself), on the logit scale."""

    school = models.ForeignKey(School, models.CASCADE, related_name="item_difficulties")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="item_difficulties")
    item = models.CharField(max_length=120, blank=True)
    mean = models.FloatField()
    variance = models.FloatField()
    seen = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "item"], name="item_difficulty_once")
        ]
