"""Names for the shapes that pass between modules."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

# An object as JSON has it. The tests check the vendors' shapes, with the vendor's own client where there is one.
Json = dict[str, Any]
Clock = Callable[[], datetime]
