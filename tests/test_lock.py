"""What is asked for, what is locked, what conda gets and what the checks run: all the same."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from shopkit.clone import WANTED, Clone

HOME = Path(__file__).parent.parent
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
ASKED = [*PROJECT["project"]["dependencies"], *(one for extra in EXTRAS.values() for one in extra)]


def pins() -> dict[str, list[Requirement]]:
    """Every package in the lock, by name; one may have a pin a Python."""
    found = {}
    for line in (HOME / "requirements.lock").read_text("utf-8").splitlines():
        if line[:1].isalnum():
            pin = Requirement(line.rstrip("\\ "))
            found.setdefault(canonicalize_name(pin.name), []).append(pin)
    return found


def version(pin: Requirement) -> str:
    ((_, exact),) = [(one.operator, one.version) for one in pin.specifier]
    return exact


@pytest.mark.parametrize("asked", [*ASKED, *PROJECT["build-system"]["requires"]])
def test_the_lock_has_what_the_project_asks_for(asked):
    wanted = Requirement(asked)
    found = pins()[canonicalize_name(wanted.name)]
    assert all(wanted.specifier.contains(version(pin)) for pin in found)


def test_the_set_up_reads_every_requirement_of_the_project():
    assert [asked for asked in ASKED if not WANTED.fullmatch(asked)] == []


def test_every_pin_has_its_hashes_and_the_lock_names_no_address():
    text = (HOME / "requirements.lock").read_text("utf-8")
    blocks = re.split(r"\n(?=\w)", text.strip())
    assert len(blocks) == Clone(HOME).pins() > 100
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks)
    assert not re.search(r"://|--index|--find", text)


def test_what_is_built_with_is_locked_too():
    assert PROJECT["dependency-groups"]["build"] == PROJECT["build-system"]["requires"]


def test_conda_gets_the_same_project_and_a_python_that_it_allows():
    lines = (HOME / "environment.yml").read_text("utf-8").splitlines()
    items = [line.strip()[2:].strip('"') for line in lines if line.strip().startswith("- ")]
    assert items == ["conda-forge", "python=3.12", "pip", "pip:", "-e ."]
    assert PROJECT["project"]["requires-python"] == ">=3.11"


def test_continuous_checks_run_the_readmes_command():
    script = (HOME / ".ci" / "run").read_text("utf-8")
    assert script.rstrip().endswith("\npython3 -m shopkit test")
