"""Lets ``python -m salesplan`` do what ``salesplan`` does."""

from __future__ import annotations

from salesplan.cli.main import main

main()
