"""PDFs: glyphs to lines, columns, tables and links, and these to blocks."""
