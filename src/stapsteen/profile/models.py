from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.school.models import Group, Person, School

__all__ = ["AgreedFreedom", "ProfileDecision"]


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


class AgreedFreedom(models.Model):
    """That one pupil has less or more freedom than the school's policy gives, for now.

    Less is a support on the way, agreed with the pupil; more needs its ``reason``. ``part`` is the part
    of the policy ("goals", "seats", "week", "pace"), ``value`` what holds instead, ``review_on`` the day
    on which it is looked at again.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="agreed_freedoms")
    part = models.CharField(max_length=20)
    value = models.CharField(max_length=30)
    reason = models.CharField(max_length=400)
    starts = models.DateField()
    review_on = models.DateField()
    ends = models.DateField(null=True, blank=True)
    agreed_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "part"],
                condition=models.Q(ends__isnull=True),
                name="one_agreed_freedom_a_part",
            )
        ]
