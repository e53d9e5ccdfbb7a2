"""The report upward: sections of tables over what the other analyses found, and what is said about them."""
