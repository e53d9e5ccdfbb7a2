"""Columns of raw text become exact amounts, shares, days, codes and marks; a cell that is none is named, never 0."""
