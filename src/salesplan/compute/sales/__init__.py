"""Sales by dimension, and what made them change."""
