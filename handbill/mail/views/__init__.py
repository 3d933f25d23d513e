"""Pages of this room: the account and reminders, mailings, texts, the way out."""
