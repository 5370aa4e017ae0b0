"""Which language is a text in?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis import identify
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
