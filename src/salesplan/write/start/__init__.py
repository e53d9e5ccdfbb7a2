"""What a new user starts from: the example company, list templates, a first plan."""
