"""Who is in the sales team, how they are reviewed, and what the best do otherwise."""
