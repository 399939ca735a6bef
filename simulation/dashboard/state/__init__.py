"""What a visitor has set and asked, and what the model answers; nothing of how it looks."""
