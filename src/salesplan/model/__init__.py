"""What a plan, a list and a result are: frozen values without files, clock or terminal."""
