"""Where an office may live: on a disk of this PC that nobody else copies while it is written."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from desktop_app.store.errors import NetworkFolder, ReadOnly, SyncedFolder

#: Filesystem types whose locks and flushes belong to another machine.
NETWORK = frozenset((
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "9p", "afs", "ncpfs", "ncp", "davfs", "ceph",
    "glusterfs", "lustre", "gfs2", "ocfs2", "coda", "fuse.sshfs", "fuse.davfs2", "fuse.rclone",
    "fuse.glusterfs", "fuse.ceph", "fuse.curlftpfs", "fuse.gvfsd-fuse", "fuse.s3fs",
    "fuse.smbnetfs", "fuse.juicefs",
))  # fmt: skip
#: Folder names of programs that copy files away while they are written; beginnings of names.
SYNCED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "nextcloud",
    "owncloud",
    "icloud drive",
    "iclouddrive",
    "com~apple~clouddocs",
    "mobile documents",
    "pcloud",
    "box sync",
    "megasync",
    "seafile",
    "syncthing",
    "cloudstation",
    "synologydrive",
)
#: Files by which such programs mark a folder of theirs whatever it is called.
_SIGNS = (".dropbox", ".dropbox.cache", ".stfolder", ".nextcloudsync.log", ".owncloudsync.log")
_REMOTE_DRIVE = 4  # GetDriveTypeW: DRIVE_REMOTE


def check_place(folder: Path, mounts: str | None = None) -> None:
    """Raise NetworkFolder, SyncedFolder or ReadOnly where an office must not live.

    ``mounts`` is the text of ``/proc/mounts``; only tests give it.
    """
    whole = Path(os.path.realpath(folder))
    if _on_network(whole, mounts):
        raise NetworkFolder(folder=str(folder))
    name = _synced(folder.absolute().parts) or _synced(whole.parts) or _signed(whole)
    if name:
        raise SyncedFolder(folder=str(folder), name=name)
    check_writable(whole)


def check_writable(folder: Path) -> None:
    """Raise ReadOnly where the folder (or the nearest one above that exists) cannot be written."""
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    database = folder / "office.db"
    if not os.access(there, os.W_OK | os.X_OK):
        raise ReadOnly(folder=str(folder))
    if database.exists() and not os.access(database, os.W_OK):
        raise ReadOnly(folder=str(folder))


def _synced(parts: Iterable[str]) -> str | None:
    for part in parts:
        if part.casefold().startswith(SYNCED):
            return part
    return None


def _signed(folder: Path) -> str | None:
    for above in (folder, *folder.parents):
        if above != Path.home() and any((above / sign).exists() for sign in _SIGNS):
            return above.name
    return None


def _on_network(folder: Path, mounts: str | None) -> bool:
    if sys.platform == "win32":
        import ctypes

        drive = folder.drive
        remote = ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _REMOTE_DRIVE
        return drive.startswith("\\\\") or bool(remote)
    if str(folder).startswith("//"):
        return True
    return _filesystem(folder, _mounts() if mounts is None else mounts) in NETWORK


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _filesystem(folder: Path, mounts: str) -> str:
    """The type of the deepest mount above the folder. A root is the PC's own, whatever its type."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        at = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        if len(at) >= len(best) and at != "/" and folder.is_relative_to(at):
            best, kind = at, fields[2]
    return kind
