"""The phones' address, and the desk's page for rescue files."""
