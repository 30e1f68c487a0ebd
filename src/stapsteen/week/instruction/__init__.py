"""Instruction groups: for a while, a few pupils who are ready for the same goal, with somebody, somewhere.

``planning`` asks the learner model who is ready for what, ``taken`` tells who and what is not free,
``actions`` write, ``reasons`` say in words why a pupil sits where it sits.
"""
