"""First use: an environment beside the clone, made once, repaired when broken.

Standard library and floor 0 only: it runs before any package is there.
"""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from shopkit.clone import Clone, held
from shopkit.errors import NotFound, ShopkitError
from shopkit.installer import Progress, keeping, pip, refusal
from shopkit.settings import HOME, language
from shopkit.text import message, speaker

Tell = Callable[..., None]
WAITING = message("Another start is setting up: waiting for it.")


def main(argv: list[str]) -> int:
    """The exit code of `argv`; a refusal is one sentence on stderr, never a traceback."""
    say = speaker(language(os.environ))
    try:
        return run(argv, Clone(HOME), lambda sentence, **facts: tell(say(sentence, **facts)))
    except ShopkitError as error:
        tell(error.told(say))
        return 1
    except KeyboardInterrupt:
        tell("")
        return 130


def tell(sentence: str) -> None:
    """A plain line for the person waiting; stderr, so that output stays a command's own."""
    print(sentence, file=sys.stderr, flush=True)


def run(argv: list[str], clone: Clone, say: Tell) -> int:
    """Make the environment ready when it is not, and do what `argv` asks inside it."""
    if clone.is_here() and not clone.is_ready():
        # a broken environment cannot mend itself: the Python that made it does
        base = getattr(sys, "_base_executable", sys.executable)
        return launch(clone, [base, "-P", "-m", "shopkit", *argv])
    testing = argv[:1] == ["test"]
    python = place(clone, ["test"] if testing else [], say)
    if testing:
        tests = clone.root / "tests" / "run.py"
        return launch(clone, [python, "-P", str(tests), *argv[1:]], at=clone.root)
    if python != sys.executable or not sys.flags.utf8_mode:
        return launch(clone, [python, "-P", "-m", "shopkit", *argv])
    from shopkit.cli import main as street

    return street(argv) or 0


def place(clone: Clone, extras: list[str], say: Tell) -> str:
    """The interpreter to work in: this one where it will do, else the clone's own."""
    if not clone.is_whole():
        raise NotFound(
            "{folder} is not a whole clone of the workbook: go to the folder that holds "
            "pyproject.toml and requirements.lock, and start from there.",
            folder=clone.root,
        )
    if clone.is_here() or not clone.lacks(extras):
        return sys.executable
    prepare(clone, say)
    return str(clone.python)


def launch(clone: Clone, command: list[str], *, at: Path | None = None) -> int:
    """Become `command` (on Windows: wait for it), speaking UTF-8, with the clone importable."""
    paths = [str(clone.root)]
    if command[0] == sys.executable:  # a person's own paths stay in a person's own environment
        paths += filter(None, [os.environ.get("PYTHONPATH")])
    env = os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(paths)}
    if os.name != "nt":
        os.chdir(at or Path.cwd())
        os.execve(command[0], command, env)
    process = subprocess.Popen(command, env=env, cwd=at)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # Ctrl-C reaches both; the command decides when to end
            continue


def prepare(clone: Clone, say: Tell) -> None:
    """Leave a ready environment in the clone, or raise one sentence that says what to do."""
    if clone.is_ready():
        return
    try:
        clone.venv.mkdir(exist_ok=True)
        with held(clone.venv / clone.LOCK, lambda: say(WAITING)) as handle:
            if not clone.is_ready():
                build(clone, say, handle)
    except OSError as error:
        raise refusal(clone, str(error)) from error


def build(clone: Clone, say: Tell, handle: int) -> None:
    """Packages by their hashes, the workbook itself, and the stamp last of all."""
    if clone.can_be_updated():
        clone.stamp.unlink()
        say("The list of packages has changed: bringing the environment up to date.")
    else:
        say("Setting up for the first use: about {minutes} minutes.", minutes=3)
        make_venv(clone, handle)
    wheels = ["--require-hashes", "--only-binary", ":all:", "-r", str(clone.lock)]
    pip(clone, wheels, handle, Progress(clone.pins(), say))
    pip(clone, ["--no-deps", "--no-build-isolation", "-e", str(clone.root)], handle, str)
    clone.sign()
    say("Ready.")


def make_venv(clone: Clone, handle: int) -> None:
    """An empty environment in place of whatever a killed set-up left."""
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        raise refusal(clone, "No module named ensurepip")
    clone.clear()
    made = subprocess.run(
        [sys.executable, "-I", "-m", "venv", str(clone.venv)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        **keeping(handle),
    )
    if made.returncode:
        raise refusal(clone, made.stdout + made.stderr)
