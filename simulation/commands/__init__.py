"""The commands of ``kampung``, one a file; what they need is imported when they run."""
