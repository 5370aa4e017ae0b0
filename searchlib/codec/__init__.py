"""Here is a term or a docnum: where are its bytes?

``snapshot`` opens one generation of an index, ``segment`` reads postings, lengths and articles of one segment,
``lexicon`` reads and writes the side table of a segment's vocabulary (``.lex``). Postings, lengths and articles
are in Whoosh's own codec; nothing outside this package and ``indexing`` knows that.
"""
