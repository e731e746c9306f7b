"""What a disk may hold when the power fails: built from the notes of `trace.c`.

The model is the one that SQLite's own crash tests use: what was synced is there; what was written and not yet synced is
there, or not, or in part (by sectors of 512 bytes), each write for itself and in any order. Names come and go in their
order within a folder, as journaling file systems have it, and are sure once the folder was synced.
"""

import pathlib
import random
import struct
from dataclasses import dataclass, field

SECTOR = 512
HEAD = struct.Struct("<QQII")


@dataclass
class Note:
    kind: str
    inode: int
    place: int
    data: bytes
    # Where the note ends in the file of notes: an answer seen when the file was so long came after the note.
    end: int


def read_notes(path: pathlib.Path) -> list[Note]:
    notes, raw, at = [], path.read_bytes(), 0
    while at + HEAD.size <= len(raw):
        inode, place, count, kind = HEAD.unpack_from(raw, at)
        at += HEAD.size
        notes.append(Note(chr(kind), inode, place, raw[at : at + count], at + count))
        at += count
    return notes


@dataclass
class Content:
    """One file: its sure bytes, and what is under way to it. A change is (offset, bytes) or (size, None)."""

    sure: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    # How many changes were pending when a sync began: by its number.
    syncs: dict[int, int] = field(default_factory=dict)

    def settle(self, count: int) -> None:
        for change in self.pending[:count]:
            apply(self.sure, change)
        self.pending = self.pending[count:]
        self.syncs = {number: max(0, held - count) for number, held in self.syncs.items()}

    def after_failure(self, chance: random.Random, share: float) -> bytes:
        """The bytes that may be found: `share` of the pending writes arrive, each maybe torn, in any order."""
        if not self.pending:
            return bytes(self.sure)
        found = bytearray(self.sure)
        arrived = [change for change in self.pending if chance.random() < share]
        if 0 < share < 1:
            chance.shuffle(arrived)
        for offset, data in arrived:
            if data is not None and 0 < share < 1 and chance.random() < 0.5:
                for begin in range(0, len(data), SECTOR):
                    if chance.random() < 0.5:
                        apply(found, (offset + begin, data[begin : begin + SECTOR]))
            else:
                apply(found, (offset, data))
        return bytes(found)


def apply(content: bytearray, change: tuple[int, bytes | None]) -> None:
    offset, data = change
    if data is None:
        del content[offset:]
        content.extend(bytes(max(0, offset - len(content))))
        return
    content.extend(bytes(max(0, offset + len(data) - len(content))))
    content[offset : offset + len(data)] = data


class Disk:
    """The folder as the disk has it, note by note.

    `deaf` names files whose syncs do nothing: with the database's own log among them it is a database that promises less
    (`synchronous=NORMAL`), and the test must see what that loses.
    """

    def __init__(self, begin: pathlib.Path, deaf: tuple[str, ...] = ()):
        self.contents: dict[int, Content] = {}
        self.deaf = deaf
        self.name_of: dict[int, str] = {}
        # Names that are sure, and changes to names that are not: in their order, each with the folder it is in.
        self.sure: dict[str, int | None] = {}
        self.pending: list[tuple[str, str, int | None]] = []
        self.syncs: dict[int, int] = {}
        self.folders: dict[int, str] = {}
        for path in sorted(begin.rglob("*")):
            name = str(path.relative_to(begin))
            self.sure[name] = None if path.is_dir() else self._keep(path)

    def _keep(self, path: pathlib.Path) -> int:
        inode = -1 - len(self.contents)
        self.contents[inode] = Content(bytearray(path.read_bytes()))
        return inode

    def _names(self) -> dict[str, int | None]:
        names = dict(self.sure)
        for change in self.pending:
            rename(names, change)
        return names

    def take(self, note: Note) -> None:
        getattr(self, f"_take_{note.kind}")(note)

    def _take_O(self, note: Note) -> None:
        name = note.data.decode()
        if note.place:
            self.folders[note.inode] = name
            return
        self.name_of[note.inode] = name
        known = self._names().get(name)
        if known is not None and known < 0:
            # First seen: the file that was there from the beginning.
            self.contents[note.inode] = self.contents.pop(known)
            self.sure = {key: note.inode if value == known else value for key, value in self.sure.items()}
            self.pending = [(f, n, note.inode if i == known else i) for f, n, i in self.pending]

    def _take_C(self, note: Note) -> None:
        name = note.data.decode()
        self.name_of[note.inode] = name
        self.contents[note.inode] = Content()
        self._change(name, note.inode)

    def _take_M(self, note: Note) -> None:
        self._change(note.data.decode(), None)

    def _take_U(self, note: Note) -> None:
        self._change(note.data.decode(), 0)

    def _take_R(self, note: Note) -> None:
        old, new = note.data.decode().split("\0")
        inode = self._names()[old]
        # One step for the disk: the name moves, it is never away.
        self._change(new, inode)
        self._change(old, 0)

    def _change(self, name: str, inode: int | None) -> None:
        folder = str(pathlib.PurePosixPath(name).parent)
        self.pending.append((folder, name, inode))

    def _take_W(self, note: Note) -> None:
        self.contents[note.inode].pending.append((note.place, note.data))

    def _take_T(self, note: Note) -> None:
        self.contents[note.inode].pending.append((note.place, None))

    def _take_B(self, note: Note) -> None:
        if note.inode in self.folders:
            self.syncs[note.place] = len(self.pending)
        else:
            content = self.contents[note.inode]
            content.syncs[note.place] = len(content.pending)

    def _take_E(self, note: Note) -> None:
        if note.inode in self.folders:
            self._settle_folder(self.folders[note.inode], self.syncs.pop(note.place))
        elif note.place in (content := self.contents[note.inode]).syncs:
            count = content.syncs.pop(note.place)
            if not self.name_of.get(note.inode, "").endswith(self.deaf or ("\0",)):
                content.settle(count)

    def _settle_folder(self, folder: str, count: int) -> None:
        left = []
        for index, change in enumerate(self.pending):
            if index < count and change[0] == folder:
                rename(self.sure, change)
            else:
                left.append(change)
        dropped = len(self.pending) - len(left)
        self.syncs = {number: max(0, held - dropped) for number, held in self.syncs.items()}
        self.pending = left

    def after_failure(self, place: pathlib.Path, chance: random.Random, share: float) -> None:
        """Writes into the folder `place` what may be found: `share` of what was not sure is there."""
        names = dict(self.sure)
        for folder in sorted({folder for folder, _, _ in self.pending}):
            changes = [change for change in self.pending if change[0] == folder]
            count = round(share * len(changes)) if share in (0, 1) else chance.randint(0, len(changes))
            for change in changes[:count]:
                rename(names, change)
        for name, inode in sorted(names.items()):
            path = place / name
            if inode is None:
                path.mkdir(parents=True, exist_ok=True)
            elif not name.endswith("-shm"):
                # A memory of the running program only.
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(self.contents[inode].after_failure(chance, share))
                # Rights are not noted; the file of keys is refused when others may read it.
                path.chmod(0o600)


def rename(names: dict[str, int | None], change: tuple[str, str, int | None]) -> None:
    _, name, inode = change
    if inode == 0:
        names.pop(name, None)
    else:
        names[name] = inode
