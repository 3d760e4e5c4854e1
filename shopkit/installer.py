"""pip, and one sentence for whatever goes wrong with it."""

import os
import re
import subprocess
from collections.abc import Callable

from shopkit.clone import Clone, this_python
from shopkit.errors import Refused, ShopkitError
from shopkit.text import message

NO_NETWORK = message(
    "The packages could not be fetched: check the network (or pip's mirror and proxy "
    "settings) and start again; what has arrived is kept."
)
NO_VENV = message(
    "This Python cannot make environments: install its venv part "
    "(Debian and Ubuntu: `sudo apt install {package}`), then start again."
)
# pip's own words, which are English everywhere, and the sentence for each
SIGNS = (
    (
        r"DO NOT MATCH THE HASHES|Hashes are required",
        message(
            "A package is not the one that requirements.lock names, so it was not installed: "
            "restore requirements.lock with `git checkout requirements.lock`, or try another "
            "network, then start again."
        ),
    ),
    (
        r"No space left|Errno 28\b|Errno 122\b|WinError 112\b",
        message(
            "The disk is full: the packages need about 2 GB in {folder}. Make room and start again."
        ),
    ),
    (
        r"Errno 13\b|Errno 30\b|Permission denied|Read-only file|WinError 5\b|WinError 32\b",
        message(
            "Nothing can be written in {folder}: close what is using it, or move the clone to "
            "a folder of your own, then start again."
        ),
    ),
    (r"ensurepip is not available|No module named '?(?:ensurepip|venv)", NO_VENV),
    (
        r"NewConnectionError|ConnectTimeout|Connection(?:Reset|Refused|Aborted)?Error|ReadTimeout"
        r"|ProxyError|SSLError|Max retries|Failed to establish|name resolution|getaddrinfo"
        r"|timed out",
        NO_NETWORK,
    ),
    (
        r"No matching distribution|Could not find a version",
        message(
            "A package has no ready-made build for this Python or computer: use 64-bit Python "
            "3.12 and start again; {log} has the details."
        ),
    ),
)
UNKNOWN = message("The set-up did not finish: {log} has the details. Start again to repair it.")
# settings of the person's own that would send packages elsewhere
STRAYS = {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_ROOT"}


class Progress:
    """Hears pip's lines and says a number now and then."""

    def __init__(self, total: int, say: Callable[..., None]) -> None:
        self.total, self.say, self.seen = total, say, 0

    def __call__(self, line: str) -> None:
        if line.startswith(("Collecting ", "Processing ", "Ignoring ")):
            self.seen += 1
            if self.seen % 25 == 0:
                self.say("{seen} of {total} packages are here.", seen=self.seen, total=self.total)
        elif line.startswith("Installing collected"):
            self.say("All are here: unpacking them.")


def pip(clone: Clone, what: list[str], handle: int, hear: Callable[[str], object]) -> None:
    """Run pip's install in the environment, or raise the sentence for what it said."""
    quiet = ["--no-input", "--no-user", "--disable-pip-version-check", "--progress-bar=off"]
    env = {name: value for name, value in os.environ.items() if name not in STRAYS}
    command = [str(clone.python), "-I", "-m", "pip", "install", *quiet, *what]
    heard = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
    lines = []
    with subprocess.Popen(
        command, env=env, cwd=clone.root, errors="replace", **heard, **keeping(handle)
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            hear(line)
    if process.returncode:
        raise refusal(clone, "".join(lines))


def keeping(handle: int) -> dict:
    """Let a child hold the lock too: were this process killed, no other would build beside it."""
    return {} if os.name == "nt" else {"pass_fds": (handle,)}


def refusal(clone: Clone, words: str) -> ShopkitError:
    """The one sentence for what the system or pip said; the rest goes into the log."""
    log = clone.venv / "setup.log"
    sentence = next((said for sign, said in SIGNS if re.search(sign, words)), UNKNOWN)
    try:
        log.write_text(words, encoding="utf-8")
    except OSError:
        sentence = sentence if sentence is not UNKNOWN else SIGNS[2][1]
    return Refused(sentence, folder=clone.root, log=log, package=f"python{this_python()}-venv")
