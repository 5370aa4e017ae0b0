"""How good are snippets: beside those of tantivy, SQLite FTS5 and Whoosh, by the same measures."""
