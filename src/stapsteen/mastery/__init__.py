"""What a pupil can do, and how sure we are: the learner model, plain Python and NumPy."""
