"""Views of this room: they translate between requests and actions, nothing else."""
