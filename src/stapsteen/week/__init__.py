"""The week: plans of the timetable, and sessions with seats that people enrol in."""
