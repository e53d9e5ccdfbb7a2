"""The course of a series, and where it goes."""
