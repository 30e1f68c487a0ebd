"""What can be done with what people learn."""
