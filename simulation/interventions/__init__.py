"""The programme: one file an activity, and how activities are invited to, attended and paid."""
