"""A school of which a great deal was seen, and what its pages cost."""
