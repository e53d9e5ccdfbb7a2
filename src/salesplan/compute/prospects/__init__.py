"""Prospects and deals: ranked, assigned, valued, forgotten."""
