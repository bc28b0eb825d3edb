"""A mentee's first page: where things stand and what to do next."""
