"""Why a plan is as it is: one lesson, the whole of it, and beside another plan."""
