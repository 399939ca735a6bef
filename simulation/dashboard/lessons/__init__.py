"""Lessons: their files, what the model answers to them, their texts, and their pages for a USB stick."""
