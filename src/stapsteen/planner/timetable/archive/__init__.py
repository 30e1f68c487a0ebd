"""Archives: planning instances and solutions in the XML that the field exchanges them in."""

from stapsteen.planner.timetable.archive.elements import Malformed, packed
from stapsteen.planner.timetable.archive.reading import Archive, Submission, read
from stapsteen.planner.timetable.archive.writing import write

__all__ = ["Archive", "Malformed", "Submission", "packed", "read", "write"]
