"""The year plan: which timetable runs in which week, and which days are not like others.

``days`` answers what holds on a day, ``picture`` lays the year out, ``hours`` counts teaching time, and
``actions`` write. Timetables and calendar feeds read ``days`` and follow it.
"""
