"""Which language is a text in?"""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis import identify
from searchlib.analysis.language import language_scores
from tests import strategies

FOUR = ("az", "en", "ru", "tr")
SENTENCES = {
    "az": (
        "Nazir dünən Gəncədə jurnalistlərlə görüşüb.",
        "Yeni məktəb binası sentyabrda açılacaq.",
        "Bakı metrosunda iki stansiya bağlanıb.",
        "Kitab sərgisinə otuz ölkə qatılır.",
        "Qadınlardan ibarət millimiz finala yüksəldi.",
        "Bu gün hava yağmursuz keçəcək.",
        "Sabah yollarda buz olacaq.",
        "Rejissor yeni filmini Şuşada çəkir.",
        "Neft ucuzlaşdı.",
        "Гәзет бу хәбәри дүнән јазды.",
        "Ҝәнҹәдә јени парк ачылды.",
    ),
    "en": (
        "The minister opened a new bridge on Monday.",
        "Prices of wheat rose again last week.",
        "Two stations of the Baku metro are closed.",
        "The director is shooting her third film in Shusha.",
        "Farmers expect a poor harvest this year.",
        "Police found the missing painting in a garage.",
        "Heavy snow closed the mountain road.",
        "The museum will reopen in spring.",
        "Fans filled the stadium long before kick-off.",
        "Who will pay for the repairs?",
    ),
    "tr": (
        "Bakan pazartesi günü yeni köprüyü açtı.",
        "Buğday fiyatları geçen hafta yine yükseldi.",
        "Çocuklar okula yürüyerek gidiyor.",
        "Yönetmen üçüncü filmini Şuşa'da çekiyor.",
        "Çiftçiler bu yıl az ürün bekliyor.",
        "Kayıp tablo bir garajda bulundu.",
        "Yoğun kar dağ yolunu kapattı.",
        "Müze ilkbaharda yeniden açılacak.",
        "Taraftarlar stadı erkenden doldurdu.",
        "Onarımın parasını kim ödeyecek?",
    ),
    "ru": (
        "Министр в понедельник открыл новый мост.",
        "Цены на пшеницу снова выросли.",
        "Две станции бакинского метро закрыты.",
        "Режиссёр снимает в Шуше третий фильм.",
        "Фермеры ждут плохого урожая.",
        "Полиция нашла пропавшую картину в гараже.",
        "Сильный снег закрыл горную дорогу.",
        "Музей вновь откроется весной.",
        "Болельщики заполнили стадион задолго до начала.",
        "Поезда опаздывают из-за снега.",
    ),
}
PAIRS = [(sentence, language) for language, sentences in SENTENCES.items() for sentence in sentences]


@pytest.mark.parametrize(("sentence", "language"), PAIRS)
def test_a_short_sentence(sentence: str, language: str) -> None:
    assert identify(sentence) == language
    assert identify(sentence, FOUR) == language


@given(st.text() | strategies.news_text())
def test_of_a_closed_set_is_one_of_it_or_undetermined(text: str) -> None:
    assert identify(text, ("ru", "tr")) in {"ru", "tr", "und"}


@given(strategies.news_text())
def test_the_order_of_a_closed_set_does_not_matter(text: str) -> None:
    assert identify(text, ["tr", "az", "ru", "en", "az"]) == identify(text, FOUR)


@pytest.mark.parametrize("text", ["", "42", "3,5 %", "— …", "😀", "\x00", "OK", "Bakı"])
def test_too_little_to_tell(text: str) -> None:
    assert identify(text) == "und"


@pytest.mark.parametrize("closed", [(), ("xx",)])
def test_a_set_without_a_known_language_leaves_nothing_to_tell(closed: tuple[str, ...]) -> None:
    assert identify("The minister opened a new bridge on Monday.", closed) == "und"


def test_an_unknown_language_beside_known_ones_is_passed_over() -> None:
    assert identify("The minister opened a new bridge on Monday.", ("en", "tr", "xx")) == "en"


def test_a_text_with_a_name_in_it_keeps_its_language() -> None:
    body = "The museum of the composer will reopen in spring after two years of repairs, its director said. " * 2
    assert identify(f"{body}Tickets are sold at the Əliyev street office.") == "en"


def test_serbian_is_not_azerbaijani_for_its_letter_je() -> None:
    assert identify("Његова књига је објављена у Београду прошле године.") != "az"


WITHOUT_DIACRITICS = str.maketrans("əğıöşüçƏĞİÖŞÜÇ", "egiosucEGIOSUC")
TURKIC_CAPITALS = str.maketrans("iı", "İI")


SPELT_ALIKE = "Onarımın parasını kim ödeyecek?"  # all words but the first are Azerbaijani too without diacritics


@pytest.mark.parametrize(
    ("sentence", "language"), [pair for pair in PAIRS if pair[1] in ("az", "tr") and pair[0] != SPELT_ALIKE]
)
def test_a_sentence_typed_without_diacritics(sentence: str, language: str) -> None:
    assert identify(sentence.translate(WITHOUT_DIACRITICS), FOUR) == language


@pytest.mark.parametrize(("sentence", "language"), PAIRS)
def test_a_sentence_in_capitals(sentence: str, language: str) -> None:
    capitals = sentence.translate(TURKIC_CAPITALS).upper() if language in ("az", "tr") else sentence.upper()
    assert identify(capitals, FOUR) == language


@given(strategies.news_text())
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert language_scores(composed) == language_scores(decomposed)
    assert identify(composed, FOUR) == identify(decomposed, FOUR)


@given(st.text() | strategies.news_text())
def test_scores_are_probabilities_and_the_best_is_the_language(text: str) -> None:
    scores = language_scores(text)
    assert set(scores) <= set(FOUR)
    assert not scores or sum(scores.values()) == pytest.approx(1)
    assert identify(text, FOUR) == (max(scores, key=scores.__getitem__) if scores else "und")


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Der Minister hat am Montag die neue Brücke eröffnet.", "de"),
        ("Le ministre a ouvert un nouveau pont lundi.", "fr"),
        ("Shahar markazida katta kutubxona quriladi va u bahorda ochiladi.", "uz"),
        ("Şu gün Aşgabatda täze mekdep açyldy.", "tk"),
        ("Бүгін Алматыда жаңа мектеп ашылды.", "kk"),
        ("Бүгүн Бишкекте жаңы мектеп ачылды.", "ky"),
        ("Балалар мәктәпкә җәяү бара.", "tt"),
        ("Балалар мәктәпкә йәйәү бара.", "ba"),
        ("Міністр у понеділок відкрив новий міст.", "uk"),
        ("Министерот во понеделникот го отвори новиот мост.", "mk"),
        ("Министърът откри новия мост в понеделник.", "bg"),
        ("ბაქოს მეტროს ორი სადგური დაიკეტა.", "ka"),
        ("部长周一为新桥揭幕。", "zh"),
    ],
)
def test_other_languages_are_not_taken_for_ours(sentence: str, language: str) -> None:
    assert identify(sentence) == language
    assert identify(sentence, (*FOUR, language)) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Әliyev dünən Gəncәdə olub", "az"),  # Cyrillic ә among Latin letters
        ("Гəзет бу хəбəри дүнəн јазды.", "az"),  # Latin ə among Cyrillic ones
        ("Çocuklarýn hepsi bugün okula gitti, dersler baþladý.", "tr"),  # Windows-1254 read as Latin-1
        ("Əliyev meets Məmmədov in Bakı", "en"),
        ("Erdoğan visits Diyarbakır and Muş", "en"),
    ],
)
def test_letters_of_others_do_not_mislead(text: str, language: str) -> None:
    assert identify(text) == language
    assert identify(text, FOUR) == language


def test_a_text_in_one_of_the_four_loads_no_other_model() -> None:
    code = (
        "import sys; from searchlib.analysis.language import identify; "
        "print(identify('Yeni məktəb açıldı.'), identify('The new school was opened.'), identify('Открыли школу.'), "
        "*[m for m in ('numpy', 'py3langid') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  our own words
    assert done.stdout.split() == ["az", "en", "ru"]
