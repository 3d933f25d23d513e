"""Pages of coming in and of Set-up."""
