"""The only code that reads the user's files."""
