"""The market: its size, its rivals, its segments, our place in it."""
