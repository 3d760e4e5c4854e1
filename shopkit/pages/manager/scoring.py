"""How the experience score is made up: the shop's own weights and spans, to be set by hand."""

from collections.abc import Mapping

from shopkit.errors import Refused
from shopkit.kpis import EXPERIENCE_WEIGHTS
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.score import PARTS, Driver, settings
from shopkit.store import keep_rule

WEIGHTS, SPANS = "experience_weights", "experience_spans"
NAMES = ("weight", "worst", "best")


def weights(shift: Shift) -> dict[str, float]:
    """The weight of each part: the shop's own, else the ones last seen on the platform."""
    own = shift.setting(WEIGHTS)
    if isinstance(own, Mapping) and own.keys() == PARTS.keys():
        return {key: float(own[key]) for key in PARTS}
    return dict(EXPERIENCE_WEIGHTS)


def drivers(shift: Shift) -> tuple[Driver, ...]:
    """What feeds the parts, with the shop's own shares and spans."""
    return settings(shift.setting(SPANS))


def form(shift: Shift) -> Block:
    """A table of everything that is assumed, to be corrected."""
    say, held = shift.say, weights(shift)
    columns = [
        draw.field("name", say("Part or rate"), "text", fixed=True),
        draw.field("weight", say("Weight, %"), "number"),
        draw.field("worst", say("1 point at, %"), "number"),
        draw.field("best", say("5 points at, %"), "number"),
    ]
    rows = [
        {"key": key, "name": say(name), "weight": _percent(held[key]), "worst": None, "best": None}
        for key, name in PARTS.items()
    ] + [
        {
            "key": each.key,
            "name": f"{say(PARTS[each.part])} · {say(each.name)}",
            "weight": _percent(each.weight),
            "worst": _percent(each.worst),
            "best": _percent(each.best),
        }
        for each in drivers(shift)
    ]
    return draw.grid(
        "made-of",
        "score_save",
        columns,
        rows,
        fixed=True,
        title=say("How the score is made up"),
        note=say("Copy the weights from the platform's page. The three parts make 100 %."),
    )


def _percent(part: float) -> float:
    return round(part * 100, 2)


def saved(shift: Shift, *, key: str, rows: object) -> str:
    """Keeps the changed weights and spans; the manager's alone."""
    say, stamp = shift.say, shift.stamp(key)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused("This table and its page do not fit together: reload the page.")
    typed = {str(row.get("key")): row for row in rows if row.get("change") == "changed"}
    held, spans = weights(shift), {each.key: each for each in drivers(shift)}
    if unknown := sorted(typed.keys() - held.keys() - spans.keys()):
        raise Refused("There is no part {key} of the score.", key=unknown[0][:40])
    held |= {name: _share(shift, typed[name], "weight") for name in typed.keys() & held.keys()}
    if abs(sum(held.values()) - 1) > 0.001:
        raise Refused("The weights of the three parts make {sum} %, not 100 %.",
                      sum=_percent(sum(held.values())))  # fmt: skip
    own = {name: [each.weight, each.worst, each.best] for name, each in spans.items()}
    for name in typed.keys() & own.keys():
        own[name] = [_share(shift, typed[name], which) for which in NAMES]
        if own[name][1] == own[name][2]:
            raise Refused("1 point and 5 points cannot be at the same rate.")
    shop = shift.shop
    keep_rule(shop.engine, shop.id, WEIGHTS, held, by=stamp.by)
    keep_rule(shop.engine, shop.id, SPANS, own, by=stamp.by)
    return say("The score is counted with these from now.")


def _share(shift: Shift, row: Mapping[str, object], name: str) -> float:
    label = shift.say(
        {"weight": "Weight, %", "worst": "1 point at, %", "best": "5 points at, %"}[name]
    )
    number = given.decimal(row.get(name), label)
    if number is None or not 0 <= number <= 100:
        raise Refused("“{field}” goes from {least} to {most}.", field=label, least=0, most=100)
    return number / 100


ACTS = {"score_save": saved}
