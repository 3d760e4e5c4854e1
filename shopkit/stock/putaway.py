"""Where goods should be put: with their own kind, else the nearest free bin for what sells most."""

from collections.abc import Collection, Mapping, Sequence

NEAR = {"A": 0.0, "B": 1 / 3, "C": 2 / 3}


def suggested(
    sku: str,
    *,
    bins: Sequence[str],
    lying: Mapping[str, Sequence[str]],
    ranks: Mapping[str, str],
) -> str | None:
    """A bin for a SKU, or None where the shop has no bins.

    `bins` are in walking order, nearest first; `lying` tells the bins each SKU lies in already.
    A SKU goes where it lies; else class A takes the first free bin, B begins a third of the way
    in, C two thirds, and each looks further in before it looks nearer. Without a free bin the
    last one of its part is shared.

    >>> suggested("MUG", bins=["A-1", "A-2", "B-1"], lying={"TEE": ["A-1"]}, ranks={"MUG": "A"})
    'A-2'
    """
    mine = [place for place in lying.get(sku, ()) if place in bins]
    if mine:
        return min(mine, key=list(bins).index)
    if not bins:
        return None
    start = int(len(bins) * NEAR.get(ranks.get(sku, "C"), NEAR["C"]))
    taken: Collection[str] = {place for places in lying.values() for place in places}
    free = [place for place in [*bins[start:], *reversed(bins[:start])] if place not in taken]
    return free[0] if free else bins[start]
