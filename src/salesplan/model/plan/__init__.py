"""The plan file: pydantic models, frozen."""
