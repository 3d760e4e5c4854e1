"""A picture looked at before it is uploaded to the platform: its format, size and weight."""

from shopkit.compliance.images import MOST_MAIN, USES, ImageFacts, findings, image_facts
from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.kept import Kept
from shopkit.pages.shift import Shift
from shopkit.widgets import Reply, Upload

PICTURES = Kept()


def blocks(shift: Shift) -> list[Block]:
    """A form for a picture, and what its first bytes say."""
    say = shift.say
    fields = [
        draw.field(
            "use",
            say("What for"),
            "choice",
            options=[[use, say(words)] for use, words in USES.items()],
            value="main",
            required=True,
        ),
        # a file, not a photo: photos are made smaller on their way
        draw.field("file", say("Picture"), "file", accept="image/*", required=True),
    ]
    form = draw.form(
        "picture",
        "pictures_check",
        fields,
        say("Check"),
        title=say("Check a picture"),
        note=say(
            "At most {n} main pictures; the fifth on white. The picture is not kept.", n=MOST_MAIN
        ),
    )
    found = PICTURES.get(shift.ask.get("checked", ""))
    return [form, *([_found(shift, *found)] if found else [])]


def _found(shift: Shift, name: str, use: str, image: ImageFacts) -> Block:
    say = shift.say
    told = []
    for each in findings(image, use):
        text = say(each.template, **each.facts)
        if not each.is_sure:
            text += say(" – assumption, not verified")
        tone = ("bad" if each.is_sure else "warn") if each.is_wrong else "good"
        told.append((text, tone))
    return draw.lines("facts", *told, title=f"{name} · {say(USES[use])}")


def check(shift: Shift, *, key: str, use: object, file: object = None) -> Reply:
    """Reads a picture's first bytes."""
    say = shift.say
    shift.stamp(key)
    chosen = given.one_of(use, USES, say("What for"))
    if not isinstance(file, Upload):
        raise Refused("Choose a file first.")
    image = image_facts(file.content)
    wrong = [each for each in findings(image, chosen) if each.is_wrong]
    held = PICTURES.put(key, (file.name[:100], chosen, image))
    said = say("{n} things are not right.", n=len(wrong)) if wrong else say("The picture is fine.")
    return Reply(said, tone="warn" if wrong else "good", ask={"checked": held})


ACTS = {"pictures_check": check}
