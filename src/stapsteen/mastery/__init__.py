"""What a pupil can do, and how sure we are: the learner model, plain Python and NumPy.

``evidence`` is what was seen, ``tracker`` what follows from it, ``showing`` what is said about it. Nothing here knows
the database: the caller brings evidence and keeps the state.
"""
