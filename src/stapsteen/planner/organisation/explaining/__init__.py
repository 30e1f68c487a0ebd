"""Why a school week cannot be as asked, and why a plan is as it is, in words with names."""
