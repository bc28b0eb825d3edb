"""Identifiers: ObjectIds in the database, opaque strings of 24 hexadecimal digits on the wire."""

from typing import Annotated

from bson import ObjectId
from pydantic import StringConstraints

Identifier = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{24}$"),
]


def object_id(value: str) -> ObjectId:
    """The ObjectId of an Identifier; ValueError for anything else."""
    if not ObjectId.is_valid(value) or len(value) != 24:  # noqa: PLR2004 - 12 bytes in hexadecimal
        raise ValueError("not an identifier")
    return ObjectId(value)
