"""Where the weights of a split come from: bases, season, history, factors."""
