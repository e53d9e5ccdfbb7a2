"""The SWOT register: its scores, its page, new items."""
