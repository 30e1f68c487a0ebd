"""Dealing seats: who must, needs or wishes what gets it as well as can be, nobody forgotten, with a reason.

``problem`` is the question, ``solve.deal`` answers it, ``evaluate`` judges any answer without knowing
how it was found, ``explain`` says why and what would have to change, ``round_file`` reads and writes.
``offering`` comes before: which sessions are worth offering, by whom, when and where.
"""
