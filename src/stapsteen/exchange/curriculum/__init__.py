"""What there is to learn, from the files of others: SLO, CASE, and our own starter set."""
