"""Timetables that people change by hand: working versions, what was done to them, publishing."""
