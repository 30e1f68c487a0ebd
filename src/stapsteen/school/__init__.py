"""The school: board, years and calendar, people and their roles, groups, rooms, teaching time."""
