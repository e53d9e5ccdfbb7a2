"""Lists in the words of other systems, and back."""
