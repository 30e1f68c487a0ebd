"""Seven measures of a planned week, computed without a solver, and why organisations differ."""

from stapsteen.planner.organisation.comparison.definitions import DEFINITIONS, Definition
from stapsteen.planner.organisation.comparison.measures import MEASURES, measure
from stapsteen.planner.organisation.comparison.why import why_they_differ

__all__ = ["DEFINITIONS", "MEASURES", "Definition", "measure", "why_they_differ"]
