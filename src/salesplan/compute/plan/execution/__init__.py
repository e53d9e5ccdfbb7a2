"""What must be ready before selling starts, who does what, who is trained in what."""
