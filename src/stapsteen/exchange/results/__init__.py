"""Results of practice software and of normed tests: from a file, from an API, as xAPI statements.

``result`` is what all ways in give, ``csv_file``, ``plain`` and ``xapi`` read them, ``matching`` finds the pupil and
the goals, ``taking`` writes them down as evidence. What cannot be taken is left out and told, by line.
"""
