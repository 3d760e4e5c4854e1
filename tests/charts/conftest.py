"""What a process of its own has imported."""

import json
import subprocess
import sys

import pytest


@pytest.fixture
def fresh_modules():
    """A function: the top-level modules loaded after importing only the given ones."""

    def loaded(*names: str) -> set[str]:
        code = f"import {', '.join(names)}, sys, json; print(json.dumps([*sys.modules]))"
        told = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, text=True
        )
        return {name.split(".")[0] for name in json.loads(told.stdout)}

    return loaded
