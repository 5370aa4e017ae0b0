"""How fast searchlib indexes and answers, beside tantivy in the same run."""
