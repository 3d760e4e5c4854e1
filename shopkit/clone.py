"""The clone and the environment beside it: what is there, and whether it is ready."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import IO

# the two forms that pyproject.toml uses; anything else counts as lacking
WANTED = re.compile(r"([\w.-]+)(?:\[\w+\])?>=([\d.]+)(?:; sys_platform == '(\w+)')?")


@dataclass(frozen=True)
class Clone:
    """A folder with the workbook in it, and `.venv` inside that folder."""

    root: Path
    LOCK = "setup.lock"

    @property
    def venv(self) -> Path:
        """The environment's folder."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def lock(self) -> Path:
        """Every package with its version and hashes."""
        return self.root / "requirements.lock"

    @property
    def stamp(self) -> Path:
        """The file that says the environment is whole; written last."""
        return self.venv / "ready"

    def is_whole(self) -> bool:
        """Is this a clone, and not the package alone in some site-packages?"""
        return self.lock.is_file() and (self.root / "pyproject.toml").is_file()

    def is_here(self) -> bool:
        """Is this very process running in the clone's environment?"""
        return Path(sys.prefix).resolve() == self.venv.resolve()

    def is_ready(self) -> bool:
        """Does the stamp fit the lock, the place and the Python that is there?"""
        return self._stamped() == self._marks() and self._runs()

    def can_be_updated(self) -> bool:
        """Is it whole, and only the lock newer?"""
        return self._stamped()[1:] == self._marks()[1:] and self._runs()

    def sign(self) -> None:
        """Write the stamp, in one step."""
        fresh = self.venv / "ready.new"
        fresh.write_text("\n".join([*self._marks()[:2], this_python()]), encoding="utf-8")
        fresh.replace(self.stamp)

    def clear(self) -> None:
        """Empty the environment's folder, but for the lock that someone holds."""
        for path in self.venv.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name != self.LOCK:
                path.unlink()

    def pins(self) -> int:
        """How many packages the lock names."""
        return len(re.findall(r"^[\w.-]+.*==", self.lock.read_text("utf-8"), re.MULTILINE))

    def lacks(self, extras: list[str]) -> list[str]:
        """What `pyproject.toml` asks for, with `extras`, that this Python has not."""
        project = tomllib.loads((self.root / "pyproject.toml").read_text("utf-8"))["project"]
        wanted = list(project["dependencies"])
        for extra in extras:
            wanted += project["optional-dependencies"][extra]
        return [requirement for requirement in wanted if not met(requirement)]

    def _marks(self) -> list[str]:
        # an environment that was moved has the old place in its commands
        known = self.lock.read_bytes().replace(b"\r\n", b"\n")
        return [hashlib.sha256(known).hexdigest(), str(self.root.resolve())]

    def _stamped(self) -> list[str]:
        try:
            return self.stamp.read_text("utf-8").split("\n")[:2]
        except OSError:
            return []

    def _runs(self) -> bool:
        version = self.stamp.read_text("utf-8").split("\n")[2:]
        if self.is_here():
            return version == [this_python()]
        asked = [str(self.python), "-I", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        try:
            answer = subprocess.run(asked, capture_output=True, text=True, check=False)
        except OSError:
            return False
        return version == answer.stdout.split()


def this_python() -> str:
    """Such as "3.12"."""
    return "{}.{}".format(*sys.version_info)


def met(requirement: str) -> bool:
    """Does this Python have the package, new enough? What cannot be read counts as no.

    >>> met("pip>=999"), met("nothing==1"), met("nothing>=1; sys_platform == 'amiga'")
    (False, False, True)
    """
    if not (parts := WANTED.fullmatch(requirement)):
        return False
    name, least, platform = parts.groups()
    if platform and platform != sys.platform:
        return True
    try:
        return release(metadata.version(name)) >= release(least)
    except metadata.PackageNotFoundError:
        return False


def release(version: str) -> list[int]:
    """The numbers of a version, to compare.

    >>> release("26.0.1.post2") > release("26.0") == release("26")
    True
    """
    numbers = re.match(r"\d+(?:\.\d+)*", version)
    parts = [int(part) for part in numbers[0].split(".")] if numbers else []
    while parts and not parts[-1]:
        parts.pop()
    return parts


@contextmanager
def held(path: Path, waiting: Callable[[], object]) -> Iterator[int]:
    """Hold a lock that ends with its holder; calls `waiting` once when another has it."""
    with path.open("a+b") as file:
        if not taken(file):
            waiting()
            while not taken(file):
                time.sleep(0.2)
        yield file.fileno()


def taken(file: IO[bytes]) -> bool:
    """Try to take the lock of an open file: true when it is ours now."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
