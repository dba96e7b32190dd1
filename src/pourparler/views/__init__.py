"""Result in, page out: words, tables, charts and the report, dispatched on the type of the result."""
