"""Members crossed with periods: the trees, what is fixed in them, and every target exact on both margins."""
