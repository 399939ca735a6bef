"""A sealed forecast of a trial, and the trial held against it."""
