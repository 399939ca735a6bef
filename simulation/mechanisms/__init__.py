"""Optional processes of a village, off unless an experiment asks for them: one file each (ODD 7.12)."""
