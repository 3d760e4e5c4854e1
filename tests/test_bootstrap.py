"""The first use: an environment made once, repaired when broken, or a sentence that says why."""

import ast
import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import shopkit.__main__ as entrance
from shopkit import clone as places
from shopkit import installer, setup
from shopkit.clone import Clone
from shopkit.errors import NotFound, Refused
from shopkit.text import speaker

HOME = Path(__file__).parent.parent
# a project that needs no tool from outside to be installed in place
LITTLE = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "little"
version = "1"
dependencies = ["mug>=1"]
[project.optional-dependencies]
test = ["nothing-of-this-name>=1"]
"""
BACKEND = """
import pathlib, zipfile
def build_editable(folder, config_settings=None, metadata_directory=None):
    with zipfile.ZipFile(pathlib.Path(folder) / "little-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("little.pth", str(pathlib.Path.cwd()))
        facts = "Metadata-Version: 2.1\\nName: little\\nVersion: 1\\n"
        wheel.writestr("little-1.dist-info/METADATA", facts)
        wheel.writestr("little-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr("little-1.dist-info/RECORD", "")
    return "little-1-py3-none-any.whl"
"""


def mug(folder: Path, version: str) -> str:
    """Put a wheel of the package `mug` in `folder`; its line in a lock."""
    folder.mkdir(exist_ok=True)
    path, info = folder / f"mug-{version}-py3-none-any.whl", f"mug-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("mug.py", f"version = '{version}'\n")
        wheel.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: mug\nVersion: {version}\n"
        )
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    return f"mug=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def drawn(folder: Path) -> Clone:
    """A clone of a project with one package, whose wheel lies beside it."""
    root = folder / "a clone"
    root.mkdir()
    (root / "pyproject.toml").write_text(LITTLE, encoding="utf-8")
    (root / "backend.py").write_text(BACKEND, encoding="utf-8")
    lock(Clone(root), "1.0")
    return Clone(root)


def lock(clone: Clone, version: str) -> None:
    clone.lock.write_text(mug(clone.root.parent / "wheels", version), encoding="utf-8")


def cut_off(monkeypatch, folder: Path) -> None:
    """pip finds what lies in `folder` and nothing else."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", (folder / "wheels").as_uri())


@pytest.fixture
def little(tmp_path, monkeypatch) -> Clone:
    """A clone before its first use."""
    cut_off(monkeypatch, tmp_path)
    return drawn(tmp_path)


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> tuple[Clone, list[str], str]:
    """A clone after its first use, what that said, and the package it then had."""
    clone, said = drawn(tmp_path_factory.mktemp("first")), []
    with pytest.MonkeyPatch.context() as monkeypatch:
        cut_off(monkeypatch, clone.root.parent)
        setup.prepare(clone, lambda sentence, **facts: said.append(sentence))
    return clone, said, mug_in(clone)


@pytest.fixture
def ready(first, monkeypatch) -> Clone:
    """A clone in use."""
    clone, _, _ = first
    cut_off(monkeypatch, clone.root.parent)
    lock(clone, "1.0")
    clone.sign()
    return clone


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def say(heard):
    return lambda sentence, **facts: heard.append(sentence.format(**facts))


def mug_in(clone: Clone) -> str:
    code = "import mug; print(mug.version)"
    return subprocess.check_output([clone.python, "-I", "-c", code], text=True).strip()


def left_behind(clone: Clone, **files: str) -> None:
    """An environment that a killed set-up could have left."""
    for name, text in files.items():
        path = clone.venv / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_the_first_use_makes_an_environment_and_says_when_it_is_ready(first):
    _, said, version = first
    assert (said[0][:10], said[-1], version) == ("Setting up", "Ready.", "1.0")


def test_the_second_use_changes_nothing(ready, say, heard):
    stamped = ready.stamp.stat().st_mtime_ns
    setup.prepare(ready, say)
    assert (ready.stamp.stat().st_mtime_ns, heard) == (stamped, [])


def test_a_newer_lock_brings_the_environment_up_to_date(ready, say, heard):
    lock(ready, "2.0")
    assert not ready.is_ready()
    setup.prepare(ready, say)
    assert (mug_in(ready), ready.is_ready(), heard[0][:8]) == ("2.0", True, "The list")


def test_what_a_killed_set_up_left_is_repaired(little, say):
    left_behind(little, bin__python="", lib__half="", Scripts__python="", pyvenv="home = nowhere")
    setup.prepare(little, say)
    assert (mug_in(little), (little.venv / "lib" / "half").exists()) == ("1.0", False)


def test_an_altered_package_is_not_installed(ready, say):
    lock(ready, "3.0")
    ready.lock.write_text(ready.lock.read_text("utf-8")[:-5] + "0000\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"requirements\.lock"):
        setup.prepare(ready, say)
    assert (mug_in(ready) == "3.0", ready.stamp.exists()) == (False, False)


def test_without_a_network_the_sentence_says_so(ready, say, monkeypatch):
    lock(ready, "4.0")
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(Refused) as caught:
        setup.prepare(ready, say)
    assert caught.value.template == installer.NO_NETWORK


def test_of_two_starts_at_once_one_waits(little):
    code = (
        "import sys; from pathlib import Path\n"
        "from shopkit.setup import prepare\nfrom shopkit.clone import Clone\n"
        "prepare(Clone(Path(sys.argv[1])), lambda sentence, **facts: print(sentence))"
    )
    command = [sys.executable, "-c", code, str(little.root)]
    env = os.environ | {"PYTHONPATH": str(HOME)}
    with (
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as one,
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as two,
    ):
        said = one.communicate()[0] + two.communicate()[0]
    assert (one.returncode, two.returncode, said.count("Ready.")) == (0, 0, 1)
    assert "waiting" in said


def test_a_python_without_its_venv_part_is_told_which_package_to_install(little, say, monkeypatch):
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Refused) as caught:
        setup.prepare(little, say)
    assert caught.value.facts["package"] == f"python{places.this_python()}-venv"
    assert caught.value.template == installer.NO_VENV


def test_a_folder_that_cannot_be_written_is_refused(little, say, monkeypatch):
    def refuse(path, **_):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Refused, match="written") as caught:
        setup.prepare(little, say)
    assert caught.value.facts["folder"] == little.root


def test_the_package_alone_is_told_to_start_from_the_clone(tmp_path, say):
    with pytest.raises(NotFound) as caught:
        setup.place(Clone(tmp_path), [], say)
    assert caught.value.facts == {"folder": tmp_path}


def test_an_environment_that_has_everything_is_used_as_it_is(little, say, monkeypatch):
    monkeypatch.setattr(places.metadata, "version", lambda name: "3.1.4")
    assert setup.place(little, ["test"], say) == sys.executable
    assert not little.venv.exists()


def test_an_environment_that_lacks_a_package_is_told_which(little, monkeypatch):
    have = {"mug": "1.0"}

    def version(name):
        if name not in have:
            raise places.metadata.PackageNotFoundError(name)
        return have[name]

    monkeypatch.setattr(places.metadata, "version", version)
    assert little.lacks([]) == []
    assert little.lacks(["test"]) == ["nothing-of-this-name>=1"]
    have["mug"] = "0.9"
    assert little.lacks([]) == ["mug>=1"]


def test_this_environment_has_what_the_tests_need():
    assert Clone(HOME).lacks(["test"]) == []


def test_a_moved_clone_makes_its_environment_anew(little, say):
    left_behind(little, ready="")
    little.stamp.write_text("\n".join([*little._marks(), places.this_python()]), encoding="utf-8")
    moved = Clone(little.root.rename(little.root.with_name("elsewhere")))
    assert not moved.is_ready()
    assert not moved.can_be_updated()


def test_the_other_line_endings_of_a_windows_clone_are_the_same_lock(little):
    marks = little._marks()
    little.lock.write_bytes(little.lock.read_bytes().replace(b"\n", b"\r\n"))
    assert little._marks() == marks


def test_tests_run_in_the_clone_and_keep_their_options(monkeypatch):
    seen = []
    monkeypatch.setattr(setup, "launch", lambda *args, **named: seen.append((args, named)) or 0)
    setup.run(["test", "-k", "stock"], Clone(HOME), print)
    ((_, command), named) = seen[0]
    assert command[-3:] == [str(HOME / "tests" / "run.py"), "-k", "stock"]
    assert named == {"at": HOME}


def test_ctrl_c_ends_without_a_traceback(monkeypatch, capsys):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(setup, "run", stop)
    assert setup.main(["start"]) == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_refusal_is_told_in_the_systems_language(lang, monkeypatch, capsys):
    def refuse(*_):
        raise Refused(installer.UNKNOWN, log="setup.log")

    monkeypatch.setattr(setup, "run", refuse)
    monkeypatch.setenv("SHOPKIT_LANG", lang)
    assert setup.main(["start"]) == 1
    said = capsys.readouterr().err
    assert said == speaker(lang)(installer.UNKNOWN, log="setup.log") + "\n"


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_an_old_python_can_read_as_far_as_its_refusal(name):
    ast.parse((HOME / "shopkit" / name).read_text("utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize(
    ("lang", "told"), [("zh", "当前 Python 是 3.9"), ("en", "This is Python 3.9")]
)
def test_an_old_python_is_told_that_it_is_old(lang, told, monkeypatch, capsys):
    monkeypatch.setattr(entrance.sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("SHOPKIT_LANG", lang)
    assert entrance.main(["start"]) == 1
    assert capsys.readouterr().err.startswith(told)


def test_the_set_up_needs_nothing_but_python():
    code = (
        f"import sys; sys.path.insert(0, {str(HOME)!r}); import shopkit.setup\n"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    loaded = subprocess.check_output([sys.executable, "-I", "-S", "-c", code], text=True)
    assert set(loaded.split()) - sys.stdlib_module_names - {"__main__"} == {"shopkit"}
