"""How we sell, worked out: prices, promotions, channels, what serves which goal, means and money."""
