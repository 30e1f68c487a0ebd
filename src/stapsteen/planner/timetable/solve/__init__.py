"""The solver: CP-SAT behind one function. Only this folder, repair and explain know OR-Tools."""

from stapsteen.planner.timetable.solve.search import Outcome, Progress, solve

__all__ = ["Outcome", "Progress", "solve"]
