"""Open periods planned anew, and the record of it."""
