"""A language that nothing names is known by its script or its small words."""

from __future__ import annotations

import pytest
from reading_files import SWAHILI, Reading, article

from qabot.reading.language import guess_language, is_foreign

TEXTS = {
    "de": "Der Minister hat am Montag erklärt, dass die Verhandlungen mit den Arbeitern nicht weitergehen.",
    "fr": "Le président a déclaré que la réforme serait votée dans les semaines qui viennent, avec une majorité.",
    "es": "El gobierno dijo que los trabajadores del puerto no aceptaron la propuesta para las nuevas tarifas.",
    "it": "Il ministro ha detto che le trattative con gli operai del porto non sono finite per la seconda volta.",
    "pt": "O governo disse que os trabalhadores não aceitaram a proposta para o novo porto, que foi uma surpresa.",
    "nl": "De regering heeft maandag gezegd dat het overleg met de werknemers niet is mislukt en dat een nieuw plan komt.",
    "pl": "Rząd poinformował, że rozmowy z pracownikami portu nie przyniosły skutku i że jest to dla nich kłopot.",
    "sv": "Regeringen sade att det inte är klart om avtalet som de har skrivit på ska gälla till våren.",
    "cs": "Vláda v pondělí uvedla, že jednání s dělníky nebylo úspěšné a že se již podle ní nebude v něm pokračovat.",
    "hu": "A kormány hétfőn közölte, hogy az egyeztetés nem volt sikeres, és az ügyet csak a jövő héten veszik elő.",
    "ro": "Guvernul a anunțat luni că discuțiile cu muncitorii din port nu au fost un succes și că mai este timp.",
    "vi": "Chính phủ cho biết các cuộc đàm phán với công nhân cảng đã không thành công trong tuần này.",
    "id": "Pemerintah mengatakan bahwa perundingan dengan buruh pelabuhan itu tidak berhasil dan akan dilanjutkan pada Kamis.",
    "ru": "Правительство сообщило, что переговоры завершились без результата.",
    "uk": "Уряд повідомив, що переговори з працівниками порту завершилися без результату, і їх відновлять.",
    "ar": "قالت الحكومة يوم الاثنين إن المفاوضات مع عمال الميناء قد فشلت.",
    "he": "הממשלה הודיעה ביום שני כי השיחות עם עובדי הנמל נכשלו.",
    "zh": "政府星期一表示，与码头工人的谈判已经破裂。",
    "ja": "政府は月曜日、港湾労働者との交渉が決裂したと発表した。",
    "ko": "정부는 월요일 항만 노동자와의 협상이 결렬됐다고 밝혔다.",
    "fa": "دولت روز دوشنبه اعلام کرد که گفتگوها با کارگران بندر شکست خورده است.",
    "ur": "حکومت نے پیر کو کہا کہ بندرگاہ کے مزدوروں کے ساتھ مذاکرات ناکام ہو گئے ہیں۔",
    "bn": "সরকার সোমবার জানিয়েছে যে বন্দর শ্রমিকদের সঙ্গে আলোচনা ব্যর্থ হয়েছে।",
    "ta": "துறைமுகத் தொழிலாளர்களுடனான பேச்சுவார்த்தை தோல்வியடைந்ததாக அரசு திங்களன்று கூறியது.",
    "ka": "მთავრობამ ორშაბათს განაცხადა, რომ მოლაპარაკებები ჩაიშალა.",
    "am": "መንግሥት ሰኞ ዕለት ከወደብ ሠራተኞች ጋር የተደረገው ድርድር አልተሳካም ብሏል።",
    "el": "Η κυβέρνηση ανακοίνωσε ότι οι συνομιλίες απέτυχαν τη Δευτέρα.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_languages(reading: Reading, code: str) -> None:
    assert article(reading("a.txt", TEXTS[code])).language == code


@pytest.mark.parametrize(
    "text",
    [
        "The minister said on Monday that the talks with the dockers of Le Havre had not gone on.",
        "Real Madrid beat Paris Saint-Germain in the final, and the coach of Los Blancos wept with joy.",
        "Die Hard is on at ten. It was the film of the year, and it is not for children.",
    ],
)
def test_english_with_foreign_names(text: str) -> None:
    assert guess_language(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Words only, no sentence: port strike talks fail ships wait",
        "12.05.2024 – 17:30",
        "🙂",
    ],
)
def test_what_cannot_be_told(text: str) -> None:
    assert guess_language(text) == ""


def test_what_is_stated_wins(reading: Reading) -> None:
    html = f"---\nlanguage: nl\n---\n{TEXTS['de']}"
    assert article(reading("a.md", html)).language == "nl"


NAMES = """Golden Globe winners: best drama “Succession”, best comedy “The Bear”, best actor Cillian Murphy
for “Oppenheimer”, best actress Lily Gladstone, best director Christopher Nolan, best screenplay Justine Triet
and Arthur Harari, best song Billie Eilish and Finneas O’Connell, best score Ludwig Göransson, best animated
film “The Boy and the Heron”, best foreign film “Anatomy of a Fall”."""


def test_a_language_that_is_not_known_is_not_english() -> None:
    assert (guess_language(SWAHILI), is_foreign(SWAHILI)) == ("", True)


def test_a_list_of_names_is_not_foreign() -> None:
    assert not is_foreign(NAMES)
    assert not is_foreign("Port strike talks fail, ships wait")
