"""The rules of the plan, one module per part of it; each registers itself when it is imported."""
