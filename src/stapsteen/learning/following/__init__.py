"""Between the tables and the package ``mastery``: evidence becomes a state, and a state is kept.

``scale`` says how hard goals are and where pupils start, ``seen`` turns rows into what the tracker
reads, ``keeping`` brings states up to date.
"""
