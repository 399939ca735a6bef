"""The rules of the week, one file a process: compiled functions on arrays, testable without Mesa."""
