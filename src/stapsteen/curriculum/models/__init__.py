"""What there is to learn."""

from stapsteen.curriculum.models.frameworks import CoreObjective, Framework, Progression
from stapsteen.curriculum.models.goals import Goal, GoalRecording, Prerequisite
from stapsteen.curriculum.models.history import GoalChange, GoalSuccession
from stapsteen.curriculum.models.methods import Method, MethodLesson, MethodPlace

__all__ = [
    "CoreObjective",
    "Framework",
    "Goal",
    "GoalChange",
    "GoalRecording",
    "GoalSuccession",
    "Method",
    "MethodLesson",
    "MethodPlace",
    "Prerequisite",
    "Progression",
]
