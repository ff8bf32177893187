"""Scripts that make the tables which are counted from texts."""
