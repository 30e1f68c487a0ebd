"""Sessions with seats: rounds in which pupils choose, what is offered in them, and who sits where.

``access`` says who may, ``queries`` read, ``offering``, ``choosing``, ``seats`` and ``attending`` do.
"""
