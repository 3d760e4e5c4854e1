"""Label paper as it is sold: rolls with one label a page, and A4 sheets of stickers."""

from dataclasses import dataclass

from shopkit.errors import NotFound

A4_MM = (210.0, 297.0)


@dataclass(frozen=True, slots=True)
class LabelSize:
    """One kind of label paper. Lengths are millimetres; stickers are sold in tenths of them.

    `left_mm` and `top_mm` lead to the first sticker of a sheet, `gap_mm` lies between columns,
    `edge_mm` is kept free inside each label: printers do not reach the rim of a sheet.
    """

    name: str
    width_mm: float
    height_mm: float
    columns: int = 1
    rows: int = 1
    left_mm: float = 0
    top_mm: float = 0
    gap_mm: float = 0
    edge_mm: float = 1.5

    @property
    def is_roll(self) -> bool:
        """Whether each label is a page of its own."""
        return self.columns * self.rows == 1

    @property
    def on_a_page(self) -> int:
        """How many labels a page holds."""
        return self.columns * self.rows

    @property
    def page_mm(self) -> tuple[float, float]:
        """Width and height of the paper that the printer is given."""
        return (self.width_mm, self.height_mm) if self.is_roll else A4_MM


SIZES = {
    size.name: size
    for size in (
        LabelSize("60x40", 60, 40, edge_mm=2),
        LabelSize("50x30", 50, 30),
        LabelSize("40x30", 40, 30),
        LabelSize("a4-2x7", 99.1, 38.1, 2, 7, left_mm=4.6, top_mm=15.1, gap_mm=2.6, edge_mm=2),
        LabelSize("a4-3x7", 70, 42.4, 3, 7, top_mm=0.1, edge_mm=4.5),
        LabelSize("a4-3x8", 70, 37, 3, 8, top_mm=0.5, edge_mm=4.5),
        LabelSize("a4-4x10", 52.5, 29.7, 4, 10, edge_mm=4.5),
    )
}


def label_size(name: str) -> LabelSize:
    """The paper of this name, as `60x40` or `a4-3x8`; `NotFound` lists those there are."""
    if name not in SIZES:
        raise NotFound(
            "There is no label paper {name}. There is: {known}.",
            name=name,
            known=", ".join(SIZES),
        )
    return SIZES[name]
