"""What sales people are paid for what they sold."""
