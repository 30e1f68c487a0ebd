"""What there is to learn."""

from stapsteen.curriculum.models.frameworks import CoreObjective, Framework, Progression
from stapsteen.curriculum.models.goals import Goal, GoalPart, GoalRecording, Prerequisite
from stapsteen.curriculum.models.history import GoalChange, GoalSuccession
from stapsteen.curriculum.models.imports import GoalImport
from stapsteen.curriculum.models.methods import Method, MethodLesson, MethodPlace

__all__ = [
    "CoreObjective",
    "Framework",
    "Goal",
    "GoalChange",
    "GoalImport",
    "GoalPart",
    "GoalRecording",
    "GoalSuccession",
    "Method",
    "MethodLesson",
    "MethodPlace",
    "Prerequisite",
    "Progression",
]
