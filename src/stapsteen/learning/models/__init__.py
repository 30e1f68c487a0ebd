"""What people are learning, and what was seen of it."""

from stapsteen.learning.models.conversations import (
    Agreement,
    Conversation,
    ConversationTopic,
    TalkWish,
)
from stapsteen.learning.models.evidence import (
    Evidence,
    EvidenceImport,
    EvidenceKey,
    EvidenceMedia,
    EvidenceSource,
    NormedResult,
)
from stapsteen.learning.models.goals import GoalStep, PersonalGoal
from stapsteen.learning.models.mastery import ItemDifficulty, MasteryState, SettledState

__all__ = [
    "Agreement",
    "Conversation",
    "ConversationTopic",
    "Evidence",
    "EvidenceImport",
    "EvidenceKey",
    "EvidenceMedia",
    "EvidenceSource",
    "GoalStep",
    "ItemDifficulty",
    "MasteryState",
    "NormedResult",
    "PersonalGoal",
    "SettledState",
    "TalkWish",
]
