"""One view per result."""
