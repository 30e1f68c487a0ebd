"""``python -m stapsteen`` is the ``stapsteen`` command."""

import sys

from stapsteen.cli import main

sys.exit(main())
