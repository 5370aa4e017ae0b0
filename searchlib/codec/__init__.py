"""Here is a term or a docnum: where are its bytes?

One module for each file of a segment: ``terms``, ``postings``, ``positions``, ``norms``, ``stored``, ``columns``,
``lexicon``. ``segment`` holds the readers of one segment and ``snapshot`` those of one commit, which ``toc`` names.
``columnar`` is the Whoosh codec that writes and reads the same files; nothing outside this package and ``indexing``
knows of Whoosh's protocols.
"""
