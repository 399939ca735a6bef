"""What each answer says in its report: one file a question."""
