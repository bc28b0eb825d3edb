"""A populated installation, brought in by ``codementee demo``: to look at, and large enough to measure on.

Deterministic: the same day and sizes make the same documents, ids included. Its documents are what the application
itself would have written by now; nothing in them is anybody's.
"""
