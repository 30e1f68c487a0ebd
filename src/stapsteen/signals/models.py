from __future__ import annotations

from django.db import models

from stapsteen.school.models import Person, School

__all__ = ["SignalSetting", "SignalSpell", "Snooze"]


class SignalSetting(models.Model):
    """A threshold that the school sets itself: after how many weeks, below which share, or not at all."""

    school = models.ForeignKey(School, models.CASCADE, related_name="signal_settings")
    kind = models.CharField(max_length=30)
    threshold = models.PositiveSmallIntegerField()
    is_on = models.BooleanField(default=True)
    set_at = models.DateTimeField(auto_now=True)
    set_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "kind"], name="setting_once")]


class SignalSpell(models.Model):
    """That a signal stood for a pupil from a day to a day: how long it stands is read from here."""

    school = models.ForeignKey(School, models.CASCADE, related_name="signal_spells")
    person = models.ForeignKey(Person, models.CASCADE, related_name="signal_spells")
    kind = models.CharField(max_length=30)
    about = models.CharField(max_length=60, blank=True)  # the subject or goal, where there are more
    details = models.JSONField(default=dict)  # what the sentence names
    since = models.DateField()
    seen_on = models.DateField()  # the last day it was found
    ends = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["school", "ends"]), models.Index(fields=["person", "ends"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "about"],
                condition=models.Q(ends__isnull=True),
                name="signal_stands_once",
            )
        ]


class Snooze(models.Model):
    """That somebody put a signal aside until a day, with the reason."""

    spell = models.ForeignKey(SignalSpell, models.CASCADE, related_name="snoozes")
    until = models.DateField()
    reason = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
