"""Which customer is visited when, and by whom."""
