from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.school.models.calendar import SchoolYear
from stapsteen.school.models.people import Person
from stapsteen.school.models.places import Room


class Group(models.Model):
    """Any group of people in a school year: a class, a base group, a unit, a cluster, a team.

    ``year_groups`` lists the year groups in it (["5", "6"] for a combined class). ``parent`` is the
    unit or cluster that a class or base group belongs to.
    """

    class Kind(models.TextChoices):
        YEAR_CLASS = "year_class", _("Klas")
        BASE_GROUP = "base_group", _("Stamgroep")
        UNIT = "unit", _("Unit")
        CLUSTER = "cluster", _("Cluster")
        LEVEL_GROUP = "level_group", _("Niveaugroep")
        TEAM = "team", _("Team")

    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="groups")
    name = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.YEAR_CLASS)
    year_groups = models.JSONField(default=list, blank=True)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children"
    )
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="home_of")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["year", "kind", "name"], name="group_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Who was in which group from when to when. ``ends`` is the last day, empty while it lasts."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=models.Q(ends__isnull=True),
                name="member_once_at_a_time",
            )
        ]


class Guidance(models.Model):
    """Who coaches, teaches or assists a group or one pupil, on which weekdays, from when to when.

    Two teachers of one group on different weekdays are a part-time pair (duo).
    """

    class Kind(models.TextChoices):
        COACH = "coach", _("Coach")
        TEACHES = "teaches", _("Geeft les")
        ASSISTS = "assists", _("Ondersteunt")

    staff = models.ForeignKey(Person, models.CASCADE, related_name="guidance_given")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="guidance")
    pupil = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="guidance_had"
    )
    kind = models.CharField(max_length=8, choices=Kind.choices)
    weekdays = models.CharField(max_length=5, default="12345")  # 1 Monday .. 5 Friday
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(group__isnull=True) ^ models.Q(pupil__isnull=True),
                name="guidance_of_a_group_or_a_pupil",
            )
        ]
