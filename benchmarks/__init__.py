"""What the compiled model costs beside other ways to write it: timings, taken in pairs."""
