"""When meetings are held, what stands on them, and what was decided."""
