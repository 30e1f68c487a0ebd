from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.curriculum.models.goals import Goal


class GoalChange(models.Model):
    """What the school did to a goal, with how it was before: so that it can be read and undone.

    ``before`` and ``after`` hold only what differs, as ``curriculum.changing`` writes it. ``also``
    are the other goals that took part: the parts of a split goal, the goals that became one.
    """

    class Kind(models.TextChoices):
        MADE = "made", _("Gemaakt")
        EDITED = "edited", _("Gewijzigd")
        SPLIT = "split", _("Gesplitst")
        MERGED = "merged", _("Samengevoegd")
        RETIRED = "retired", _("Uit gebruik")
        RESTORED = "restored", _("Weer in gebruik")

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    also = models.ManyToManyField(Goal, related_name="changes_along", blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]


class GoalSuccession(models.Model):
    """That what was learnt on ``old`` counts for ``new``: one goal split, or several became one.

    The evidence stays where it was gathered; who reads the mastery of ``new`` reads ``old`` along.
    """

    old = models.ForeignKey(Goal, models.CASCADE, related_name="became")
    new = models.ForeignKey(Goal, models.CASCADE, related_name="came_from")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="succession_once")]
