"""Long work: asked for by a page or a command, done by a worker, finished whatever breaks.

A page calls ``actions.enqueue`` and later ``queries.status``; both touch only the school's own
database. The worker process (``worker``) hands the asked work to DBOS (``engine``), which makes sure
that it is done, and lets a fresh process (``child``) do it. Which function belongs to a name of
work stands in the settings (``WORK``); this package knows names only.
"""
