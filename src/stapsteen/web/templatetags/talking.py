"""What a topic of a conversation is called, and its picture."""

from __future__ import annotations

from django import template

from stapsteen.learning.models import ConversationTopic
from stapsteen.learning.pictures import PICTURES

register = template.Library()


@register.filter
def words(topic: ConversationTopic) -> str:
    """The goal in the pupil's words, the text, or what the picture says."""
    if topic.goal is not None:
        return topic.goal.pupil_name
    return topic.text or str(PICTURES.get(topic.pictogram, ""))


@register.filter
def picture(topic: ConversationTopic) -> str:
    """The pictogram of a topic."""
    return topic.pictogram or (topic.goal.pictogram if topic.goal else "") or "talk"
