"""The script's parts share one scope: each name in it belongs to one thing."""

import re
from collections import Counter

from shopkit.widgets import front

TOP = re.compile(r"^(?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)


def test_every_part_of_the_script_is_a_file_and_every_file_a_part():
    scripts = {path.stem for path in front.FOLDER.glob("*.js")}
    assert scripts == set(front.PARTS) and len(front.PARTS) == len(scripts)


def test_no_two_parts_of_the_script_use_one_name():
    names = Counter(
        name
        for part in front.PARTS
        for name in TOP.findall((front.FOLDER / f"{part}.js").read_text(encoding="utf-8"))
    )
    assert not [name for name, many in names.items() if many > 1]
