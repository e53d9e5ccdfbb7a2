"""What stands behind a number: the facts of its weights, and how a sum was shared out."""
