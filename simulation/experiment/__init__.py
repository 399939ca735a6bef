"""The experiment: what a researcher writes, checked and with every default filled in."""
