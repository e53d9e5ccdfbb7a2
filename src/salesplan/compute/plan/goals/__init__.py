"""What goals say and what they can be held against: their fields, past, people, sentences and scores."""
