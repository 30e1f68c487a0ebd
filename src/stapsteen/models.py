"""Collects the models of the domain packages for Django. Nobody else imports this module."""

from __future__ import annotations

from stapsteen.accounts.models import *  # noqa: F403
from stapsteen.curriculum.models import *  # noqa: F403
from stapsteen.exchange.models import *  # noqa: F403
from stapsteen.jobs.models import *  # noqa: F403
from stapsteen.learning.models import *  # noqa: F403
from stapsteen.profile.models import *  # noqa: F403
from stapsteen.school.models import *  # noqa: F403
from stapsteen.signals.models import *  # noqa: F403
from stapsteen.week.models import *  # noqa: F403
