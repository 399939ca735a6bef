"""Value of information: what would be worth knowing before a choice."""
