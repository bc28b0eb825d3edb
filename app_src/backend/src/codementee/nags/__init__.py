"""Feedback that is due: mentors are reminded, then administrators are told."""
