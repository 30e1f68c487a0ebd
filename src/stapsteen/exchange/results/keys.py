"""The keys with which programmes hand in results, and who may make them."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.learning.models import EvidenceImport, EvidenceKey, EvidenceSource
from stapsteen.school.access import Viewer, has_role
from stapsteen.school.log import record
from stapsteen.school.models import RoleKind, School

BRING_IN = (RoleKind.PRINCIPAL, RoleKind.CARE_COORDINATOR, RoleKind.ADMINISTRATOR)
LONGEST_NAME = 120


def may_bring_in(viewer: Viewer) -> bool:
    """Whether the viewer may read results in, and let programmes hand them in."""
    return has_role(viewer, *BRING_IN)


def results_for(viewer: Viewer) -> QuerySet[EvidenceImport]:
    """What came in at the viewer's school, the newest first."""
    if not may_bring_in(viewer):
        return EvidenceImport.objects.none()
    return EvidenceImport.objects.filter(school=viewer.school).select_related(
        "source", "by__person"
    )


def keys_for(viewer: Viewer) -> QuerySet[EvidenceKey]:
    """The keys that hold at the viewer's school."""
    if not may_bring_in(viewer):
        return EvidenceKey.objects.none()
    held = EvidenceKey.objects.filter(source__school=viewer.school, revoked_at__isnull=True)
    return held.select_related("source").order_by("source__name", "made_at")


@transaction.atomic
def source_named(school: School, name: str, kind: str) -> EvidenceSource:
    """The programme or test with this name, made at its first use."""
    return EvidenceSource.objects.get_or_create(school=school, kind=kind, name=_tidy(name))[0]


def source_seen(school: School, name: str, kind: str) -> EvidenceSource:
    """The same for who only looks: what is not there is not kept."""
    known = EvidenceSource.objects.filter(school=school, kind=kind, name=_tidy(name)).first()
    return known or EvidenceSource(school=school, kind=kind, name=_tidy(name))


def _tidy(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Refused(
            _("Zeg waar de resultaten vandaan komen."), _("Vul de naam van het programma in.")
        )
    return name


@transaction.atomic
def make_key(name: str, *, by: Viewer) -> str:
    """A key for the programme with this name: shown once, of which only the digest is kept."""
    if by.school is None or not may_bring_in(by):
        raise Refused(_("Je mag geen sleutels maken."), _("Vraag het de schoolleider."))
    source = source_named(by.school, name, EvidenceSource.Kind.SOFTWARE)
    key = token_urlsafe(32)
    EvidenceKey.objects.create(source=source, digest=_digest(key), made_by_id=by.pk)
    record(by, by.school, "make_evidence_key", source.name)
    return key


@transaction.atomic
def revoke_key(key: EvidenceKey, *, by: Viewer) -> None:
    """From now on the programme comes in no longer with this key."""
    EvidenceKey.objects.filter(pk=key.pk).update(revoked_at=timezone.now())
    record(by, key.source.school, "revoke_evidence_key", key.source.name)


def source_of_key(key: str) -> EvidenceSource | None:
    """Whose key this is; None for one that is not (or no longer) known. Notes that it was used."""
    found = EvidenceKey.objects.filter(digest=_digest(key), revoked_at__isnull=True)
    held = found.select_related("source__school").first()
    if held is None:
        return None
    found.update(last_used_at=timezone.now())
    return held.source


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()
