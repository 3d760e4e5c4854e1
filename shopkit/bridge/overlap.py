"""Channels overlap: their shares of one sum, without counting anything twice."""

from collections.abc import Mapping

Measured = tuple[float, float, float]


def allocated(
    paid_fen: float, channels: Mapping[str, Measured]
) -> tuple[dict[str, Measured], float]:
    """Each channel's visitors, buyers and paid amount, and what no channel is told of.

    `channels` are as a platform counts them: a person who came by two is in both. Where they claim
    more than was paid, all are cut by the same share; where they claim less, the rest is nobody's.

    >>> allocated(900, {"search": (100, 6, 600), "ads": (80, 6, 600)})
    ({'search': (75.0, 4.5, 450.0), 'ads': (60.0, 4.5, 450.0)}, 0.0)
    >>> allocated(900, {"search": (100, 6, 600)})
    ({'search': (100, 6, 600)}, 300)
    """
    claimed = sum(paid for _, _, paid in channels.values())
    if claimed <= paid_fen:
        return dict(channels), paid_fen - claimed
    cut = paid_fen / claimed
    return {
        name: (visitors * cut, buyers * cut, paid * cut)
        for name, (visitors, buyers, paid) in channels.items()
    }, 0.0
