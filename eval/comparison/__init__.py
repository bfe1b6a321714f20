"""Two runs beside each other: what got better, what got worse, and whether that could be chance."""
