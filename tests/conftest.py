"""What every room's tests may ask for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

REAL = Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="run the long fault tests too")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in slow]


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory) -> Path:
    """A data folder with the sample shop in it, loaded once a run; not to be written to."""
    # Several processes of one run share what stands above their folders.
    run = tmp_path_factory.getbasetemp()
    run = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    with FileLock(run / "sample.lock"):
        if not (run / "sample").exists():
            _load(run / "loading" / "data")
            (run / "loading").rename(run / "sample")
    return run / "sample" / "data"


def _load(folder: Path) -> None:
    env = os.environ | {"SHOPKIT_DATA": str(folder), "SHOPKIT_DATABASE_URL": ""}
    command = [sys.executable, "-m", "shopkit", "sample", "load"]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, env=env, cwd=root, capture_output=True, check=False)
    assert not done.returncode, done.stderr.decode(errors="replace")


@pytest.fixture(scope="session")
def real():
    """A function: a file that a platform really wrote, by its name.

    They are other people's and not ours to hand on, so they lie beside the project and not in it.
    Where they are not, what they show cannot be shown, and the test says so.
    """

    def found(name: str) -> Path:
        path = REAL / name
        if not path.is_file():
            # other people's files are not handed on with the project: only where they lie
            # beside it can what they show be shown
            pytest.skip(f"{name} is not in ../shared/data beside the project")
        return path

    return found
