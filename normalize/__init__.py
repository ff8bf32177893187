"""Pure functions from value to value, and the records that travel between the rooms."""
