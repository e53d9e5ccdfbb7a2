"""Targets decomposed, exactly."""
