"""Agreed mock interviews, as the two people who meet see them."""
