"""What pip and the system say, told in one sentence."""

import pytest

from shopkit import installer
from shopkit.clone import Clone
from shopkit.errors import Refused
from shopkit.text import speaker


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("[WinError 112] 磁盘空间不足。", "The disk is full"),
        ("[Errno 30] Read-only file system: '.venv'", "Nothing can be written"),
        ("[WinError 5] 拒绝访问。: '.venv'", "Nothing can be written"),
        ("Failed to resolve: [Errno 11001] getaddrinfo failed", "The packages could not"),
        ("ERROR: No matching distribution found for duckdb==2.0.0", "A package has no ready-made"),
        ("because ensurepip is not available.", "This Python cannot make environments"),
        ("ERROR: something else", "The set-up did not finish"),
    ],
)
def test_what_pip_or_the_system_said_becomes_one_sentence(tmp_path, words, told):
    clone = Clone(tmp_path)
    clone.venv.mkdir()
    sentence = str(installer.refusal(clone, words))
    assert sentence.startswith(told)
    assert (clone.venv / "setup.log").read_text("utf-8") == words


def test_each_sentence_is_one_line_in_both_languages():
    for _, template in installer.SIGNS:
        for lang in ("zh", "en"):
            told = Refused(template, folder="F", log="L", package="P").told(speaker(lang))
            assert "\n" not in told and "{" not in told


def test_progress_is_told_now_and_then():
    heard = []
    hear = installer.Progress(60, lambda sentence, **facts: heard.append(facts.get("seen")))
    for _ in range(60):
        hear("Collecting mug==1.0\n")
    hear("Installing collected packages: mug\n")
    assert heard == [25, 50, None]
