"""What a person is learning: goals chosen, and the evidence gathered on them."""
