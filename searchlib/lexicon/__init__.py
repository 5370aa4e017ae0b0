"""Here is a word: which terms may stand for it, and why?

``stem`` takes inflection off, ``fold`` takes diacritics off, ``variants`` hears one name in several scripts, ``keys``
puts the three together for a term of the vocabulary, ``build`` does so for a whole vocabulary, and ``expand`` looks a
word of a query up and returns its TermGroup.
"""

from searchlib.lexicon.expand import Lexicon
from searchlib.lexicon.group import Member, TermGroup

__all__ = ["Lexicon", "Member", "TermGroup"]
