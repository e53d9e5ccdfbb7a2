"""What each section of the report shows: its title, and its sentences, tables and charts in order."""
