"""Here are articles: make a segment.

``schema`` says which fields there are, ``document`` turns an article into terms, ``writer`` adds documents, replaces
and deletes, merges and commits.
"""
