"""The study: from an experiment file to the results of its runs."""
