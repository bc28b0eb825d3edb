"""BSON taken apart without being decoded: decoding and encoding again would lose the deprecated types, a NaN's payload
and fields of the same name.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from codementee_ops.database.errors import DamagedError

DOCUMENT = 0x03
ARRAY = 0x04
INT32 = 0x10
NULL = 0x0A

_length = struct.Struct("<i")
_SMALLEST_DOCUMENT = 5
# Bytes of the types that are always as long; of the others the first four say.
_FIXED = {0x01: 8, 0x06: 0, 0x07: 12, 0x08: 1, 0x09: 8, 0x0A: 0, 0x10: 4, 0x11: 8, 0x12: 8, 0x13: 16, 0x7F: 0, 0xFF: 0}
# What their length leaves out: its own four bytes, a binary's subtype, a DBPointer's id.
_EXTRA = {0x02: 4, 0x0D: 4, 0x0E: 4, 0x05: 5, 0x0C: 16, DOCUMENT: 0, ARRAY: 0, 0x0F: 0}
_REGULAR_EXPRESSION = 0x0B


class Element(NamedTuple):
    """One field. ``kind``: the BSON type's number; ``value``: its bytes as they are stored."""

    name: bytes
    kind: int
    value: bytes

    @property
    def key(self) -> bytes:
        """Type and value: the same for the same value, whatever the field is called."""
        return bytes([self.kind]) + self.value


def elements(document: bytes) -> Iterator[Element]:
    """The fields of a document or an array, in their order."""
    position, end = _length.size, len(document) - 1
    if end + 1 < _SMALLEST_DOCUMENT or _length.unpack_from(document)[0] != end + 1 or document[end]:
        raise _damaged()
    while position < end:
        kind = document[position]
        stop = document.find(b"\0", position + 1, end)
        if stop < 0:
            raise _damaged()
        name, start = document[position + 1 : stop], stop + 1
        position = start + _size(document, kind, start)
        if position > end:
            raise _damaged()
        yield Element(name, kind, document[start:position])


def assembled(fields: list[Element]) -> bytes:
    """The document that has these fields."""
    body = b"".join([b"%c%b\0%b" % (kind, name, value) for name, kind, value in fields])
    return _length.pack(len(body) + _SMALLEST_DOCUMENT) + body + b"\0"


def field(document: bytes, name: bytes) -> Element:
    for element in elements(document):
        if element.name == name:
            return element
    raise DamagedError(f"A document has no {name.decode(errors='replace')}: the data is damaged.")


def array_of(values: list[bytes]) -> bytes:
    """An array of values as :attr:`Element.key` has them."""
    return assembled([Element(b"%d" % number, value[0], value[1:]) for number, value in enumerate(values)])


def _size(document: bytes, kind: int, start: int) -> int:
    fixed = _FIXED.get(kind)
    if fixed is not None:
        return fixed
    if kind == _REGULAR_EXPRESSION:
        pattern = document.find(b"\0", start)
        options = document.find(b"\0", pattern + 1)
        if pattern < 0 or options < 0:
            raise _damaged()
        return options + 1 - start
    extra = _EXTRA.get(kind)
    if extra is None or start + _length.size > len(document):
        raise _damaged()
    size: int = _length.unpack_from(document, start)[0]
    if size < 0:
        raise _damaged()
    return size + extra


def _damaged() -> DamagedError:
    return DamagedError("A document's fields do not fit its length: the data is damaged.")
