"""Customers graded: concentration, value, life cycle, classes."""
