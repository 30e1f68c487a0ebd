"""The referee: what a solution costs and why. It knows no solver."""

from stapsteen.planner.timetable.evaluate.referee import Broken, Evaluation, evaluate

__all__ = ["Broken", "Evaluation", "evaluate"]
