"""What becomes of the effects as parameters go through values."""
