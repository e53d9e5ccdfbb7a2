"""What sales people do each day: how much it takes, what it is worth, how it is measured."""
