"""Where a school stands on nine dimensions, and the policy that follows from it."""
