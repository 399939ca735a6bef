"""The plan in the form of an office: budget (RAB), calendar, invitations and signatures."""
