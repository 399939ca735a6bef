"""What every column of every table of a results folder means: words, unit, range."""
