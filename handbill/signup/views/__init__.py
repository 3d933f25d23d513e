"""Pages of this room: for readers, for one reader about herself, for organisers."""
