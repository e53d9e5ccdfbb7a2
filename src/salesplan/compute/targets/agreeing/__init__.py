"""What was committed from below against what is wanted from above."""
