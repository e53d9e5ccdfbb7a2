"""Where the time of the team goes against where the potential is."""
