"""Plain text, glued or not: where names, links and texts begin and end; chunks of one text."""
