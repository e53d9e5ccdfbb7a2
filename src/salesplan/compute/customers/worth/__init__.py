"""What customers are worth: value, loyalty, the next offer."""
