"""The plan as a document: its goals, its SWOT, its strategy, its preparation."""
