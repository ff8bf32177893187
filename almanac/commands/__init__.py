"""One module per command of ``almanac``: arguments in, printed answer out."""
