"""The web application, as a WSGI server starts it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

from django.core.wsgi import get_wsgi_application

PR_SET_PDEATHSIG = 1

# When the parent of a server process is killed, the process would go on answering with the old
# program beside the new one. On Linux the kernel ends it together with its parent.
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stapsteen.config.settings")
application = get_wsgi_application()
