"""Units of each SKU in each place: moves are facts, everything else is derived from them."""
