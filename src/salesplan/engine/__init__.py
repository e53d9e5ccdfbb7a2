"""Frames: the one engine built in is polars."""
