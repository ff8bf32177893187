"""HTML pages: their tags, their parts, and what of these is content."""
