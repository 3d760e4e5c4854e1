"""The README's words are true: commands, notebooks, terms and links."""

import re
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent
README = HOME / "README.md"


def read() -> str:
    return README.read_text("utf-8")


def code() -> str:
    """Everything the README shows in a code font."""
    fenced = re.findall(r"^```.*?\n(.*?)^```", read(), re.DOTALL | re.MULTILINE)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", read(), flags=re.DOTALL | re.M))
    return "\n".join(fenced + inline)


def commands() -> set[tuple[str, ...]]:
    """Each `shopkit` command shown, with the word after it when that is plain."""
    found = re.findall(r"(?:^|\s)shopkit ([a-z][a-z-]*)(?: ([a-z][a-z-]*)(?=\s|$))?", code(), re.M)
    return {tuple(filter(None, words)) for words in found if words[0] != "test"}


@pytest.mark.parametrize("command", ["start", "test"])
def test_the_two_commands_stand_in_it(command):
    assert f"python3 -m shopkit {command}" in code()


def test_it_names_every_notebook():
    stems = {path.stem for path in (HOME / "notebooks").glob("*.ipynb")}
    assert not {stem for stem in stems if stem not in read()}


def test_each_command_it_shows_exists(capsys):
    from shopkit.cli import main

    def known(words: tuple[str, ...]) -> bool:
        try:
            return not main([*words, "--help"])
        except SystemExit as ended:
            return not ended.code

    assert commands()
    assert not [words for words in sorted(commands()) if not known(words)]


def test_the_glossary_has_the_platforms_word_for_every_figure():
    from shopkit.kpis import TERMS

    assert not {key: term.zh for key, term in TERMS.items() if term.zh not in read()}


def test_its_links_lead_somewhere():
    links = re.findall(r"\]\((?![a-z]+:|#)([^)#\s]+)", read())
    assert not [link for link in links if not (HOME / link).exists()]
