"""The safety net under freedom: who needs somebody, what was not met yet, how much teaching time there was.

Of the signals ``kinds`` says what there is, ``rules`` finds it in what ``queries.facts`` read, and
``actions`` keep how long it stands and put it aside.
"""
