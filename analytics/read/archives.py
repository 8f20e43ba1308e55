"""The members of archives, and what unpacking may cost."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, Any

from .kinds import is_wanted
from .limits import OverLimit, check, check_unpacked

DAMAGED = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError),
    RuntimeError,  # a password
    NotImplementedError,  # an unknown compression
    *(ValueError, LookupError, struct.error),  # what the libraries of damaged archives raise beside these
)
Member = tuple[str, int, Callable[[], bytes]]  # its name, its size, and what unpacks it
_PIECE = 1 << 20
# Bytes of an unpacked tar that are kept in memory; a longer one goes to a temporary file
_IN_MEMORY = 64 << 20
_COMPRESSED: tuple[tuple[bytes, Callable[..., Any]], ...] = (
    (b"\x1f\x8b", gzip.open),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ", lzma.LZMAFile),
)


class Unpacking:
    """What was unpacked so far of one file of the corpus, in all archives within it.

    Parameters
    ----------
    packed : int
        Bytes of the file.
    """

    def __init__(self, packed: int) -> None:
        self.packed, self.total = packed, 0

    def add(self, size: int) -> None:
        """Count some more bytes.

        Raises
        ------
        OverLimit
            They are more than may be unpacked; then they do not count.
        """
        check_unpacked(self.total + size, self.packed)
        self.total += size

    def whole(self, stream: IO[bytes] | gzip.GzipFile) -> bytes:
        """Return all bytes of a stream that unpacks them."""
        pieces = []
        while piece := stream.read(_PIECE):
            self.add(len(piece))
            pieces.append(piece)
        return b"".join(pieces)


def members(name: str, data: bytes, unpacking: Unpacking) -> Iterator[Member]:
    """Yield the name and the size of each document in an archive, and what unpacks it; of equal names the last counts.

    What is wrong with a tar as a whole is raised after all members that are sound.

    Parameters
    ----------
    name : str
        The archive, in lower case.
    data : bytes
        Its content.
    unpacking : Unpacking
        What the file that it lies in may cost.

    Raises
    ------
    OverLimit
        It holds too many files, or a compressed tar is too large.
    Exception
        One of `DAMAGED`: it cannot be read to its end.
    """
    yield from _zip_members(data) if name.endswith(".zip") else _tar_members(data, unpacking)


def _zip_members(data: bytes) -> Iterator[Member]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = {info.filename: info for info in archive.infolist()}
        check("members", len(infos), "files in the archive")
        for member in sorted(filter(is_wanted, infos)):
            yield member, infos[member].file_size, partial(archive.read, infos[member])


def _tar_members(data: bytes, unpacking: Unpacking) -> Iterator[Member]:
    plain, bad = _plain_tar(data, unpacking)
    with plain:
        entries: dict[str, tarfile.TarInfo] = {}
        try:
            archive = tarfile.open(fileobj=plain)  # noqa: SIM115 - it holds nothing open but `plain`
            for number, entry in enumerate(archive, 1):
                check("members", number, "files in the archive")
                if entry.isfile():
                    entries[entry.name.removeprefix("./")] = entry
        except (OverLimit, *DAMAGED) as worse:
            bad = bad or worse
        whole = plain.seek(0, io.SEEK_END)
        for member in sorted(filter(is_wanted, entries)):
            entry = entries[member]
            if bad is None or entry.offset_data + entry.size <= whole:
                yield member, entry.size, partial(_extracted, archive, entry)
    if bad is not None:
        raise bad


def _extracted(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(entry)
    return file.read() if file is not None else b""


def _plain_tar(data: bytes, unpacking: Unpacking) -> tuple[IO[bytes], Exception | None]:
    """Return a tar without its compression as far as it can be unpacked, and what ended that before its end.

    Going back in a compressed tar would unpack it from its beginning.
    """
    unpacker = next((unpacker for magic, unpacker in _COMPRESSED if data.startswith(magic)), None)
    if unpacker is None:
        return io.BytesIO(data), None
    plain: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    bad, size = None, 0
    try:
        with unpacker(io.BytesIO(data)) as stream:
            while piece := stream.read1(_PIECE):  # `read` would lose what lies before a fault
                size += len(piece)
                check_unpacked(unpacking.total + size, unpacking.packed)
                plain.write(piece)
    except (OverLimit, *DAMAGED) as worse:
        bad = worse
    plain.seek(0)
    return plain, bad
