"""How customers are cared for: life cycle, files, attention."""
