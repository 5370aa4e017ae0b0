"""Hypothesis strategies for text as our users write it: four alphabets, and every trap we know in them."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from searchlib.article import Article
from searchlib.matches import Match, MatchKind

LETTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"  # English
    "abcçdeəfgğhxıijkqlmnoöprsştuüvyzABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ"  # Azerbaijani
    "abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZâîû"  # Turkish
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"  # Russian
)

NASTY_WORDS = (
    *("İ", "I", "ı", "i", "i\u0307", "İstanbul", "ISPARTA", "ırmaq", "DİLİMİZ"),
    *("Əliyev", "Әлиев", "ә", "ə", "Ǝ", "Qarabağ", "Qarabag", "QARABAĞ", "Карабах"),  # the second ә is Cyrillic
    *("ё", "е", "ещё", "еще", "Алиев", "Aлиeв"),  # the last one has Latin A and e
    *("s\u0327əhər", "go\u0308l", "и\u0306", "ЙОД", "cafe\u0301"),  # decomposed
    *("Bakı'da", "Bakı’da", "Bakıʼda", "don't", "don’t", "O'Neill", "'sitat'", "l`eau"),
    *("U.S.", "т.е.", "Report.az", "e-mail", "Nagorno-Karabakh", "военно-технический", "1990-cı", "C++", "AT&T"),
    *("0", "44", "3,5", "10.5%", "1.000.000", "16:30", "2021-05-16", "№5", "½", "٣", "²"),
    *("😀", "👩\u200d🚀", "🇦🇿", "中国", "新闻", "かな", "カナ", "한국", "ไทย", "שלום", "العربية"),
    *(
        "so\u00adft",
        "zero\u200bwidth",
        "\u200d",
        "\ufeff",
        "\u0301",
        "\u0307\u0301",
        "_",
        "snake_case",
        "@user",
        "#tag",
    ),
    *("ß", "STRASSE", "ﬁlm", "Ａｂｃ", "ǅ", "\ud800", "http://x.az/?a=b", "!!!", "—", "…", "\u2028"),
)

OPERATORS = (
    *("+", "-", "!", "=", "(", ")", "AND", "OR", "NOT", "&&", "||", "&", "|"),
    *('"', "“", "”", "„", "«", "»", "″", "'", "’"),
    *("*", "?", "~", "~1", "~2", "~9", "~0.5", "^", "^2", "^0.5", "^0", "^-1", "^1000", "^x"),
    *(":", "title:", "body:", "TITLE:", "foo:", "lang:", "source:", "author:", "tag:", "id:", "://"),
    *("date:", "after:", "before:", "2021", "2021-05", "2021-05-16", "16.05.2021", "2021-13", "..", ".", ",", "\\"),
)

BLANKS = (" ", " ", " ", "", "\t", "\n", "\u00a0", "\u2003", "\x00", "\x1f", "\x85")


def news_word() -> st.SearchStrategy[str]:
    """Words of the four alphabets, one in two of them from the pool of nasty ones."""
    return st.one_of(st.sampled_from(NASTY_WORDS), st.text(st.sampled_from(LETTERS), min_size=1, max_size=12))


def news_text() -> st.SearchStrategy[str]:
    """Running text: news words, with blanks and punctuation between them."""
    gap = st.sampled_from(
        (" ", " ", " ", ", ", ". ", "\n", " – ", "-", " «", "» ", ' "', '" ', " (", ") ", "\u00a0", "")
    )
    pieces = st.lists(st.tuples(news_word(), gap), max_size=30)
    return pieces.map(lambda pairs: "".join(word + between for word, between in pairs))


def query_text() -> st.SearchStrategy[str]:
    """Anything that gets into a search box: news words and operators in any order, balanced or not, and noise."""
    piece = st.one_of(news_word(), st.sampled_from(OPERATORS), st.sampled_from(OPERATORS), st.characters())
    pieces = st.lists(st.tuples(piece, st.sampled_from(BLANKS)), max_size=25)
    return pieces.map(lambda pairs: "".join(part + blank for part, blank in pairs))


def storable_text() -> st.SearchStrategy[str]:
    """News text and any other that UTF-8 can hold."""
    return (news_text() | st.text(max_size=40)).filter(lambda text: not any("\ud800" <= ch <= "\udfff" for ch in text))


def articles() -> st.SearchStrategy[Article]:
    """Articles with any of their fields."""
    name = st.none() | storable_text()
    json_value = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | storable_text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(storable_text(), inner, max_size=3),
        max_leaves=5,
    )
    return st.builds(
        Article,
        st.text("abƏəİıЖж1-/. ", min_size=1, max_size=10).filter(lambda text: bool(text.strip())),
        storable_text(),
        storable_text().map(lambda text: text + "."),
        language=st.none() | st.sampled_from(["az", "en", "ru", "tr", "zh-Hant", "und"]),
        date=st.none() | st.dates(dt.date(1, 1, 1)),
        source=name,
        author=name,
        url=name,
        tags=st.lists(storable_text(), max_size=3).map(tuple),
        extra=st.dictionaries(storable_text(), json_value, max_size=3),
    )


@st.composite
def marked_text(draw: st.DrawFn) -> tuple[str, tuple[Match, ...]]:
    """A text and matches in it, sorted and not overlapping."""
    text = draw(news_text() | st.text(max_size=40))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), unique=True, max_size=8)))
    kinds = st.sampled_from(MatchKind)
    spans = zip(edges[::2], edges[1::2], strict=False)
    return text, tuple(Match(start, end, draw(kinds), draw(news_word())) for start, end in spans)
