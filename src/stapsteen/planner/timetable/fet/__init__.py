"""Files of FET, the free timetabling program: read as instances, its timetables as solutions."""

from stapsteen.planner.timetable.archive.elements import Malformed
from stapsteen.planner.timetable.fet.answer import read_answer
from stapsteen.planner.timetable.fet.reading import FetFile, LeftOut, read
from stapsteen.planner.timetable.fet.writing import write_plan

__all__ = ["FetFile", "LeftOut", "Malformed", "read", "read_answer", "write_plan"]
