from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stapsteen.curriculum.models import Goal
from stapsteen.school.models import Person, School, Subject


class EvidenceSource(models.Model):
    """Where evidence comes from: an observer, practice software, a test, pupils themselves.

    ``noise`` is the spread of its judgements that was learned so far and ``bias`` how much too high
    they are, on the logit scale, from ``noise_seen`` of them; None until there is something to learn from.
    """

    class Kind(models.TextChoices):
        OBSERVER = "observer", _("Waarnemer")
        SOFTWARE = "software", _("Oefenprogramma")
        TEST = "test", _("Toets")
        PUPIL = "pupil", _("Leerling zelf")

    school = models.ForeignKey(School, models.CASCADE, related_name="evidence_sources")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=120, blank=True)
    observer = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="evidence_sources"
    )
    noise = models.FloatField(null=True, blank=True)
    bias = models.FloatField(default=0.0)
    noise_seen = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "name"],
                condition=models.Q(observer__isnull=True),
                name="evidence_source_once",
            ),
            models.UniqueConstraint(
                fields=["observer"],
                condition=models.Q(observer__isnull=False),
                name="one_source_an_observer",
            ),
        ]


class EvidenceKey(models.Model):
    """The key with which a practice programme hands in results; only its digest is kept."""

    source = models.ForeignKey(EvidenceSource, models.CASCADE, related_name="keys")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class EvidenceImport(models.Model):
    """Results that came in together, how many were taken, and why others were not."""

    school = models.ForeignKey(School, models.CASCADE, related_name="evidence_imports")
    source = models.ForeignKey(EvidenceSource, models.PROTECT, related_name="imports")
    name = models.CharField(max_length=200, blank=True)  # of the file
    rows = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=dict)  # reason -> how many, and the first lines
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]


class Evidence(models.Model):
    """What was seen of a person on a goal. A fact: never changed, at most withdrawn.

    ``value`` means, by kind: an answer 0 or 1; a percentage the share right of ``out_of``; an
    observation 1 (not yet), 2 (with help), 3 (alone), 4 (elsewhere too); a self-assessment 1, 2 or 3;
    a decision 0 (not yet) or 1 (mastered). ``at`` is when it happened, ``received_at`` when it came in.
    ``device_key`` is made by the device that wrote it down, so that it arrives once; ``external_key``
    is what the source calls it. ``options``: among how many answers there was to choose. A ``retry`` counted until an
    earlier attempt at the same task came in: it is withdrawn as long as that one stands.
    """

    class Kind(models.TextChoices):
        ANSWER = "answer", _("Antwoord")
        PERCENTAGE = "percentage", _("Deel goed")
        OBSERVATION = "observation", _("Waarneming")
        SELF = "self", _("Eigen inschatting")
        DECISION = "decision", _("Besluit van de leerkracht")

    person = models.ForeignKey(Person, models.CASCADE, related_name="evidence")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    source = models.ForeignKey(
        EvidenceSource, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    value = models.FloatField()
    item = models.CharField(max_length=120, blank=True)
    options = models.PositiveSmallIntegerField(null=True, blank=True)
    out_of = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    batch = models.ForeignKey(
        EvidenceImport, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    device_key = models.UUIDField(null=True, blank=True)
    external_key = models.CharField(max_length=120, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    retry = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["person", "goal", "withdrawn_at", "kind"]),  # who was seen on what
            models.Index(fields=["person", "-at"]),
            models.Index(
                fields=["source", "external_key"],
                condition=models.Q(withdrawn_at__isnull=False),
                name="evidence_taken_back",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "goal", "device_key"], name="evidence_of_a_device_once"
            ),
            models.UniqueConstraint(
                fields=["source", "external_key", "goal"],
                condition=~models.Q(external_key="") & models.Q(withdrawn_at__isnull=True),
                name="evidence_of_a_source_once",
            ),
        ]


class EvidenceMedia(models.Model):
    """A photo or a spoken note that belongs to evidence; one photo may show several pupils."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Foto")
        VOICE = "voice", _("Geluid")

    school = models.ForeignKey(School, models.CASCADE, related_name="evidence_media")
    evidence = models.ManyToManyField(Evidence, related_name="media")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    file = models.FileField(upload_to="evidence/%Y/%m/")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )


class NormedResult(models.Model):
    """The result of a normed test as its publisher gave it. No norms of our own are claimed.

    ``score`` is on the test's own scale, ``standard_error`` on the same; ``norm`` as printed (I..V,
    A..E), ``functioning`` the level of the average pupil it equals (M4). ``off_level``: the test was
    not made for this year group.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="normed_results")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="normed_results")
    batch = models.ForeignKey(
        EvidenceImport, models.PROTECT, null=True, blank=True, related_name="normed_results"
    )
    test = models.CharField(max_length=120)
    taken_on = models.DateField()
    score = models.FloatField(null=True, blank=True)
    standard_error = models.FloatField(null=True, blank=True)
    mean = models.FloatField(null=True, blank=True)  # of the norm group on this scale, as published
    spread = models.FloatField(null=True, blank=True)  # its standard deviation, as published
    norm = models.CharField(max_length=12, blank=True)
    functioning = models.CharField(max_length=12, blank=True)
    off_level = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-taken_on", "-pk"]
        indexes = [models.Index(fields=["person", "subject"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject", "test", "taken_on"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="normed_result_once",
            )
        ]
