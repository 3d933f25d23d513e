"""What goes out to a phone: the shell page, its worker and modules, and the outing with everything a phone carries."""
