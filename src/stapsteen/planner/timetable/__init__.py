"""The timetable engine: instance, solution, the referee, the solver and its explanations."""
