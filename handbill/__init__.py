"""Handbill: plan an outing, note what happens, get back to everybody, learn, and go out again."""

__version__ = "0.1.0"
