"""Files of goals: brought in after a look, taken back, and given to others."""
