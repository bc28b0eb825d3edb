"""A copy of everything about one person, as one archive."""
