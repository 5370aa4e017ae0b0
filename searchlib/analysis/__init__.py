"""Here is a text: which tokens, and where?

``tokenizer`` finds tokens in the source text, ``language`` says what language a text or a span of it is in,
``normalizer`` turns a token into a term by the rules of its own language, ``analyzer`` does all three, and
``sentences`` finds where sentences begin and end. Tokenising comes before normalising, so offsets always are
those of the source.
"""

from searchlib.analysis.analyzer import TokenStream, analyze
from searchlib.analysis.language import identify
from searchlib.analysis.normalizer import normalize

__all__ = ["TokenStream", "analyze", "identify", "normalize"]
