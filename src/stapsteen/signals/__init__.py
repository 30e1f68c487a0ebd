"""The safety net: who needs somebody, what was not met yet, how much teaching time there was."""
