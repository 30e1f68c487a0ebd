from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.curriculum.models.wording import in_readers_language
from stapsteen.curriculum.starter_set import InShort, objectives_in_short
from stapsteen.school.models import School, Subject


class Framework(models.Model):
    """A set of goals that belong together, and where it came from.

    ``key`` is how a next import finds it again: "starter", "own", or the identifier of the document.
    """

    class Source(models.TextChoices):
        STARTER = "starter", _("Beginset van Stapsteen")
        OWN = "own", _("Van de school zelf")
        SLO = "slo", _("SLO")
        CASE = "case", _("CASE-bestand")

    school = models.ForeignKey(School, models.CASCADE, related_name="frameworks")
    key = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=8, choices=Source.choices)
    uri = models.CharField(max_length=300, blank=True)
    publisher = models.CharField(max_length=200, blank=True)  # shown wherever its texts are shown
    version = models.CharField(max_length=60, blank=True)
    document = models.JSONField(default=dict, blank=True)  # of a CASE file: what export gives back
    brought_in_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["school", "key"], name="framework_once")]

    def __str__(self) -> str:
        return self.name


class Progression(models.Model):
    """A line of goals inside a subject that build on each other: counting, fractions, letters."""

    school = models.ForeignKey(School, models.CASCADE, related_name="progressions")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="progressions")
    key = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["subject__position", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "subject", "key"], name="progression_once")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the reader."""
        return in_readers_language(self.name, self.name_en)


class CoreObjective(models.Model):
    """Something the law wants every pupil to have been offered (kerndoel), or a part of one.

    A part has the objective it belongs to as ``parent``: 10A is a part of 10.
    """

    class Edition(models.TextChoices):
        OF_2006 = "2006", _("Kerndoelen 2006")
        OF_2025 = "2025", _("Nieuwe kerndoelen")

    school = models.ForeignKey(School, models.CASCADE, related_name="core_objectives")
    edition = models.CharField(max_length=4, choices=Edition.choices)
    code = models.CharField(max_length=12)
    title = models.TextField(blank=True)
    heading = models.CharField(max_length=200, blank=True)  # the part of the curriculum it is in
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    uri = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=40, blank=True)  # as the publisher says it
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["edition", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "edition", "code"], name="core_objective_once"
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """What it is about: as a file brought it, else in our words and the language of who reads."""
        ours = self._ours()
        return in_readers_language(*ours.about) if ours else self.title

    @property
    def part(self) -> str:
        """The part of the curriculum it is in, said as its name is."""
        ours = self._ours()
        return in_readers_language(*ours.heading) if ours else self.heading

    def _ours(self) -> InShort | None:
        """Our words, unless a file brought others; schools were once given the Dutch ones as title."""
        ours = objectives_in_short().get((self.edition, self.code))
        return None if ours is None or self.uri or self.title not in {"", ours.about[0]} else ours
