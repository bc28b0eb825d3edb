"""People's rights over their data: what they agreed to, a copy of everything, and being forgotten."""
