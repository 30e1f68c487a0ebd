"""Why a plan is as it is: the rules that cannot hold together, other places, costs, differences."""
