"""The kinds of interview there are. Read over HTTP once booking exists; seeded already."""
