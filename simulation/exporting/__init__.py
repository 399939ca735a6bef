"""The tables of a results folder for other programs: CSV, R, Stata, SPSS, with labels."""
