"""Reminders on a calendar."""
