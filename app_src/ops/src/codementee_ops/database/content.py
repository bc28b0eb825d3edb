"""What a collection contains, as one number that does not depend on the order of its documents."""

import hashlib
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bson.raw_bson import RawBSONDocument

from codementee_ops.database.errors import DamagedError

_length = struct.Struct("<i")
_SMALLEST_DOCUMENT = 5
# Servers take 16 MiB; what they keep for themselves may be 16 KiB larger.
_LARGEST_DOCUMENT = 16 * 1024 * 1024 + 16 * 1024
_MODULUS = 1 << 256


class Content:
    """Counts documents and bytes, and adds up the documents' SHA-256, modulo 2^256.

    Two collections with the same documents have the same ``digest`` in whatever order they return them; one changed
    bit, one document more, less or twice gives another. Meant against faults, not against somebody who may choose the
    documents: for that there is the SHA-256 of the file.
    """

    def __init__(self) -> None:
        self.documents = 0
        self.bytes = 0
        self._sum = 0

    @property
    def digest(self) -> str:
        return f"{self._sum:064x}"

    def add(self, batch: bytes) -> None:
        """Take in whole documents, one after the other as the server sends them."""
        # Written for speed: this runs for each document of the database.
        unpack, sha256, number = _length.unpack_from, hashlib.sha256, int.from_bytes
        view, end, start, total, count = memoryview(batch), len(batch), 0, 0, 0
        while start < end:
            try:
                stop = start + unpack(batch, start)[0]
            except struct.error:
                stop = end + 1
            if stop > end or stop < start + _SMALLEST_DOCUMENT:
                raise DamagedError("A document ends outside its batch: the data is damaged.")
            total += number(sha256(view[start:stop]).digest(), "little")
            start = stop
            count += 1
        self._sum = (self._sum + total) % _MODULUS
        self.documents += count
        self.bytes += end


def read_documents(file: BinaryIO, path: Path) -> Iterator[bytes]:
    """The documents of an open ``.bson`` file from its position on, one at a time."""
    while header := file.read(_length.size):
        size = _length.unpack(header)[0] if len(header) == _length.size else 0
        if not _SMALLEST_DOCUMENT <= size <= _LARGEST_DOCUMENT:
            raise DamagedError(
                f"{path} is damaged at byte {file.tell()}: no document has that length. Take another dump."
            )
        rest = file.read(size - _length.size)
        if len(rest) != size - _length.size:
            raise DamagedError(f"{path} ends within a document. Take another dump.")
        yield header + rest


def read_batches(
    file: BinaryIO, path: Path, *, most_bytes: int, most_documents: int
) -> Iterator[list[RawBSONDocument]]:
    """The documents of a file in batches of at most so many bytes (one document may be more) and documents."""
    batch: list[RawBSONDocument] = []
    size = 0
    for document in read_documents(file, path):
        if batch and (size + len(document) > most_bytes or len(batch) >= most_documents):
            yield batch
            batch, size = [], 0
        batch.append(RawBSONDocument(document))
        size += len(document)
    if batch:
        yield batch
