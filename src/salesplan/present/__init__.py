"""Views of results, and the renderers that turn them into text."""
