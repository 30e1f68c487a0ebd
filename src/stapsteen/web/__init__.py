"""The pages: one folder per page family, the design in ``static`` and ``templates``."""
