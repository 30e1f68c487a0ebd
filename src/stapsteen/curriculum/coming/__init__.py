"""What a file brings, beside what the school has: subjects, fields, links, and what is told of it."""
