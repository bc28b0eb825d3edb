"""A stage for these tests."""

from tests.support.stage_fixture import stage

__all__ = ["stage"]
