"""Running what a results folder holds again, and comparing the data byte by byte."""
