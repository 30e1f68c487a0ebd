"""Planning a school's week: from the database to the planner and back to a timetable.

``export`` makes the planner's question, ``actions`` ask it and put its answer in force, ``work`` does
it in a worker, ``queries`` read what was found, and ``grid`` lays a plan out as schools draw it.
"""
