"""Discovery: where a programme fails, in plain words."""
