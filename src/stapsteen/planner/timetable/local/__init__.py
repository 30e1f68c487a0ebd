"""Fast local search: millions of small moves, each weighed by its exact change of cost.

The moves are made by a small kernel in C that is compiled once on the machine itself (``compiling``).
Where there is no compiler, ``is_available`` says so and the solver does without.
"""

from stapsteen.planner.timetable.local.annealing import Annealer
from stapsteen.planner.timetable.local.compiling import is_available
from stapsteen.planner.timetable.local.placing import Bridge, Cost, Placing
from stapsteen.planner.timetable.local.tables import Tables

__all__ = ["Annealer", "Bridge", "Cost", "Placing", "Tables", "is_available"]
