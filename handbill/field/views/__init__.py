"""Views: the phones’ API; the shell page and its files."""
