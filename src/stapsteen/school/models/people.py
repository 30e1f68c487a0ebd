from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.school.models.calendar import SchoolYear
from stapsteen.school.models.places import School


class Person(models.Model):
    """Somebody at a school: pupil, staff or guardian. What they are is said by ``RoleHeld``."""

    school = models.ForeignKey(School, models.PROTECT, related_name="people")
    given_name = models.CharField(max_length=200, blank=True)
    prefix = models.CharField(max_length=20, blank=True)  # van, van der
    family_name = models.CharField(max_length=200, blank=True)
    initials = models.CharField(max_length=12, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)  # adults only
    chain_id = models.CharField(max_length=256, blank=True)  # ECK-iD, opaque

    class Meta:
        ordering = ["given_name", "family_name", "pk"]
        indexes = [models.Index(fields=["school", "family_name"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """First name (or initials) and family name, as it is said aloud."""
        first = self.given_name or self.initials
        return " ".join(part for part in (first, self.prefix, self.family_name) if part)

    @property
    def first_name(self) -> str:
        """What this person is called from day to day."""
        return self.given_name or self.name


class RoleKind(models.TextChoices):
    PUPIL = "pupil", _("Leerling")
    TEACHER = "teacher", _("Leerkracht")
    SUBJECT_TEACHER = "subject_teacher", _("Vakleerkracht")
    ASSISTANT = "assistant", _("Onderwijsassistent")
    CARE_COORDINATOR = "care_coordinator", _("Intern begeleider")
    PRINCIPAL = "principal", _("Schoolleider")
    ADMINISTRATOR = "administrator", _("Beheerder")
    SUPPORT = "support", _("Ondersteunend personeel")
    GUARDIAN = "guardian", _("Ouder of verzorger")
    BOARD_MEMBER = "board_member", _("Bestuurder")


class RoleHeld(models.Model):
    """A role somebody has from one day to another. ``ends`` is the last day, empty while it lasts."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=RoleKind.choices)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["starts"]
        indexes = [models.Index(fields=["kind", "starts"])]


class Placement(models.Model):
    """The year group (jaargroep) of a pupil in a school year; empty where there is none."""

    pupil = models.ForeignKey(Person, models.CASCADE, related_name="placements")
    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="placements")
    year_group = models.CharField(max_length=2)  # 1..8, or a code of the export: 0, S ...

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pupil", "year"], name="one_year_group_a_year")
        ]


class Guardianship(models.Model):
    """Who cares for which child, and whether they may look along."""

    guardian = models.ForeignKey(Person, models.CASCADE, related_name="children_held")
    child = models.ForeignKey(Person, models.CASCADE, related_name="guardians_held")
    may_see = models.BooleanField(default=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)


class ExternalKey(models.Model):
    """What another system calls a person or a group: the way a next import finds it again."""

    school = models.ForeignKey(School, models.CASCADE, related_name="external_keys")
    source = models.CharField(max_length=40)  # edexml:pupil, oneroster:user ...
    key = models.CharField(max_length=256)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="external_keys"
    )
    group = models.ForeignKey(
        "stapsteen.Group", models.CASCADE, null=True, blank=True, related_name="external_keys"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "source", "key"], name="external_key_once"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(group__isnull=True),
                name="external_key_of_one",
            ),
        ]
