from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.school.models import Group, School

__all__ = ["ProfileDecision"]


class ProfileDecision(models.Model):
    """Nine positions that a school (or one unit of it) wrote down on a day.

    ``positions`` maps the key of each dimension to 1..8. The newest decision of a kind whose
    ``holds_from`` has come is the one that holds; earlier ones stay as history.
    """

    class Kind(models.TextChoices):
        AS_IS = "as_is", _("Zoals het nu is")
        AMBITION = "ambition", _("Zoals we het willen")
        IN_FORCE = "in_force", _("Geldt nu")

    school = models.ForeignKey(School, models.CASCADE, related_name="profile_decisions")
    unit = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="profile_decisions"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    positions = models.JSONField()
    holds_from = models.DateField()
    decided_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-holds_from", "-decided_at", "-pk"]
        indexes = [models.Index(fields=["school", "kind", "-holds_from"])]
