"""The referee: what a solution costs and why. It knows no solver."""

from stapsteen.planner.timetable.evaluate.around import Around, Difference
from stapsteen.planner.timetable.evaluate.referee import Broken, Evaluation, evaluate

__all__ = ["Around", "Broken", "Difference", "Evaluation", "evaluate"]
