"""Views of this room: what goes out, what comes in, calendars."""
