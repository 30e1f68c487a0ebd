"""What can be learnt: goals in the order of a progression, and the methods a school uses."""
