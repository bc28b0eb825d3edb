"""Mentors: what they show of themselves, what they interview for, and when they have time."""
