"""Indexes of ``interview_types``."""

from pymongo import ASCENDING, IndexModel

COLLECTION = "interview_types"

INDEXES = [IndexModel([("code", ASCENDING)], name="code_unique", unique=True)]
