"""The people who carry targets: who is there when, and what is handed out to them."""
