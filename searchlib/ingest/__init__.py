"""Here is a file: which articles?

Reads plain text as it is copied from news sites, Markdown, saved web pages, JSON, JSON Lines, CSV and TSV, each also
compressed. Whatever cannot be read is reported with file and line and skipped. Hidden files in folders are not looked
at; files there that tell no format, and other indexes, are passed over, which is told to who asks.
"""

from searchlib.ingest.input_format import InputFormat
from searchlib.ingest.reader import read_articles
from searchlib.ingest.skipped import Progress, Skipped

__all__ = ["InputFormat", "Progress", "Skipped", "read_articles"]
