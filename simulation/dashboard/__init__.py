"""The dashboard: explore, compare, plan and teach, in a browser and without internet."""
