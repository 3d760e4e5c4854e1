"""The reading of a file in a child process, with limits of time and memory."""

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from shopkit import errors
from shopkit.errors import BadFile
from shopkit.intake.limits import MEMORY, SECONDS, SECONDS_A_MIB, TOO_BIG, TOO_LONG
from shopkit.text import message

TICK = 0.4
COMMAND = ["-X", "utf8", "-m", "shopkit.intake.child"]
# Threads of a numeric library would reserve memory and do nothing; arrow's own pool holds a
# quarter more of it than the system's, and is no faster here.
FRUGAL = {"OPENBLAS_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}
CRASHED = message(
    "The file cannot be read: it is damaged or made by a program this workbook does not know. "
    "Export it again, or open it and save it as CSV."
)


class Broken(Exception):
    """The child ended without an answer: what it said last."""


def watched(request: dict, *, size: int, tell: Callable[[str, float], None]) -> dict:
    """What the child says of the file; `BadFile` if it refuses, runs too long, or breaks."""
    with tempfile.TemporaryFile() as words:
        child = _started(words)
        try:
            child.stdin.write(json.dumps(request).encode())
            child.stdin.close()
            return _answer(child, deadline=monotonic() + _seconds(size), tell=tell)
        except (BrokenPipeError, Broken) as error:
            # The person reads a sentence; whoever looks for the cause finds the child's own words.
            raise BadFile(CRASHED) from Broken(_last(words) or str(error))
        finally:
            child.kill()
            child.wait()
            child.stdout.close()


def _last(words: BinaryIO) -> str:
    size = words.seek(0, os.SEEK_END)
    words.seek(max(0, size - 4000))
    return words.read().decode("utf-8", "replace")


def _seconds(size: int) -> float:
    return SECONDS + SECONDS_A_MIB * size / (1 << 20)


def _started(words: BinaryIO) -> subprocess.Popen:
    home = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, *COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=words,
        env={**os.environ, "PYTHONPATH": paths, **FRUGAL},
    )


def _answer(
    child: subprocess.Popen, *, deadline: float, tell: Callable[[str, float], None]
) -> dict:
    lines: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_listen, args=(child, lines), daemon=True).start()
    stage, share = "starting", 0.0
    while True:
        try:
            said = lines.get(timeout=TICK)
        except queue.Empty:
            said = None
        if said == b"":
            raise (
                BadFile(TOO_BIG) if _out_of_memory(child) else Broken("it ended without an answer")
            )
        news = json.loads(said) if said else {}
        if "preview" in news:
            return news["preview"]
        if "refused" in news:
            raise getattr(errors, news["refused"])(news["template"], **news["facts"])
        stage, share = news.get("progress", (stage, share))
        tell(stage, share)
        if monotonic() > deadline:
            raise BadFile(TOO_LONG)
        if said is None and _resident(child.pid) > MEMORY:
            raise BadFile(TOO_BIG)


def _out_of_memory(child: subprocess.Popen) -> bool:
    """Whether the child was ended by the system, or by an allocation that was refused."""
    try:
        code = child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        return False
    return code in (-6, -9)


def _listen(child: subprocess.Popen, lines: queue.Queue) -> None:
    try:
        for line in child.stdout:
            lines.put(line)
    except ValueError:
        return  # closed under us: the reading was stopped
    lines.put(b"")


def _resident(pid: int) -> int:
    """The bytes of memory a process holds; 0 where the system itself keeps the limit."""
    if sys.platform == "linux":
        return 0
    if sys.platform == "win32":
        return _resident_windows(pid)
    said = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return int(said.stdout.strip() or 0) << 10


def _resident_windows(pid: int) -> int:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = [
            ("size", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            ("peak", ctypes.c_size_t),
            ("resident", ctypes.c_size_t),
            ("others", ctypes.c_size_t * 6),
        ]

    kernel = ctypes.windll.kernel32
    kernel.OpenProcess.restype = wintypes.HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = [wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD]
    kernel.CloseHandle.argtypes = [wintypes.HANDLE]
    handle = kernel.OpenProcess(0x1010, False, pid)
    counters = Counters(size=ctypes.sizeof(Counters))
    known = handle and kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.size)
    if handle:
        kernel.CloseHandle(handle)
    return counters.resident if known else 0
