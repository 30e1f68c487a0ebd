"""Who logs in, what they are at the school today, and who opened whose file."""
