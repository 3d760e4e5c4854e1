"""The key that turns buyers into pseudonyms: outside the data folder and its backups."""

import os
import secrets
import uuid
from pathlib import Path

from shopkit.errors import Refused
from shopkit.settings import Settings


def secret(settings: Settings, *, has_buyers: bool) -> bytes:
    """This data folder's key, 32 bytes; made on first use.

    Raises `Refused` when `has_buyers` says pseudonyms exist but their key is gone: a new key would
    count every returning buyer as a new one.
    """
    path = settings.config / "keys" / f"{_folder_id(settings.data)}.key"
    if path.exists():
        return path.read_bytes()
    if has_buyers:
        raise Refused(
            "The key of this shop's buyer pseudonyms is missing: {path}. "
            "Copy it from the computer where the first files were imported.",
            path=path,
        )
    return _kept(path, secrets.token_bytes(32))


def _folder_id(data: Path) -> str:
    path = data / "folder.id"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        _kept(path, uuid.uuid4().hex.encode())
    return path.read_text(encoding="ascii").strip()


def _kept(path: Path, content: bytes) -> bytes:
    """Write `content` unless another program was first; whoever was first is right."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    return content
