"""The plan file read: YAML events to values with their places, checked by the model, every mistake at its line."""
