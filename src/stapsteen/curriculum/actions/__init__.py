"""What can be done with what there is to learn."""
