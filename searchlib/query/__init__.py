"""Here is a query string: what does it ask? See docs/QUERY.md for the language."""
