"""Two plans, or one plan under several assumptions, side by side."""
