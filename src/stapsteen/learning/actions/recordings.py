"""Keeping a goal's words for pupils as somebody of the school speaks them."""

from __future__ import annotations

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from stapsteen.curriculum.access import may_record_goal
from stapsteen.curriculum.models import Goal, GoalRecording
from stapsteen.kit.refused import Refused
from stapsteen.learning.media import CONTENT_TYPES, VOICE, Attachment, named, removed_on_failure
from stapsteen.school.access import Viewer
from stapsteen.school.log import record

LANGUAGES = ("nl", "en")


def keep_recording(by: Viewer, goal: Goal, language: str, spoken: File[bytes]) -> GoalRecording:
    """Keep a recording; the newest of a language is the one that is heard."""
    _refuse_others(by, goal)
    if language not in LANGUAGES:
        raise Refused(_("Deze taal is er niet."), _("Kies Nederlands of Engels."))
    kept = GoalRecording(goal=goal, language=language, made_by_id=by.pk)
    name = named(Attachment(VOICE, spoken))
    with removed_on_failure() as written, transaction.atomic():
        kept.file.save(name, spoken, save=False)
        written.append(kept.file)
        kept.save()
        record(by, goal.school, "record_goal", goal.title)
    return kept


@transaction.atomic
def remove_recording(by: Viewer, recording: GoalRecording) -> None:
    """Take a recording away, and its file when that is certain."""
    _refuse_others(by, recording.goal)
    record(by, recording.goal.school, "unrecord_goal", recording.goal.title)
    transaction.on_commit(lambda: recording.file.delete(save=False))
    GoalRecording.objects.filter(pk=recording.pk).delete()


def content_type(recording: GoalRecording) -> str:
    """As what a recording is served."""
    return CONTENT_TYPES[str(recording.file.name).rpartition(".")[2]]


def _refuse_others(by: Viewer, goal: Goal) -> None:
    if not may_record_goal(by, goal):
        raise Refused(_("Deze opname kun jij niet maken."), _("Vraag een leerkracht."))
