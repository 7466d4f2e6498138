"""Kazakh from Cyrillic into the Arabic script (tote jazu) by its standard letter table."""

import re

LETTERS = {
    "а": "ا", "ә": "ا", "б": "ب", "в": "ۆ", "г": "گ", "ғ": "ع", "д": "د", "е": "ە", "ё": "يو", "ж": "ج",
    "з": "ز", "и": "ي", "й": "ي", "к": "ك", "қ": "ق", "л": "ل", "м": "م", "н": "ن", "ң": "ڭ", "о": "و",
    "ө": "و", "п": "پ", "р": "ر", "с": "س", "т": "ت", "у": "ۋ", "ұ": "ۇ", "ү": "ۇ", "ф": "ف", "х": "ح",
    "һ": "ھ", "ц": "تس", "ч": "چ", "ш": "ش", "щ": "شش", "ъ": "", "ь": "", "ы": "ى", "і": "ى", "э": "ە",
    "ю": "يۋ", "я": "يا",
}  # fmt: skip
PUNCTUATION = str.maketrans({",": "،", "?": "؟", ";": "؛"})
HIGH_HAMZA = "\u0674"
CYRILLIC_WORD = re.compile(r"[\u0400-\u04ff]+")
FRONT_VOWEL = re.compile(r"[әөүі]")
# These letters mark a word as front by themselves, so that the hamza is left out.
FRONTED_WITHOUT_HAMZA = re.compile(r"[егк]")
I_BEFORE_VOWEL = re.compile(r"и(?=[аәеёоөуұүыіэюя])")


def word_in_arabic_script(word: str) -> str:
    """One word of Cyrillic letters."""
    lower = word.lower()
    needs_hamza = FRONT_VOWEL.search(lower) and not FRONTED_WITHOUT_HAMZA.search(lower)
    # и before a vowel is written ىي; the я after it keeps only its vowel.
    spelt = I_BEFORE_VOWEL.sub("ый", lower).replace("йя", "йа")
    return (HIGH_HAMZA if needs_hamza else "") + "".join(LETTERS.get(letter, letter) for letter in spelt)


def text_in_arabic_script(text: str) -> str:
    """Any text; what is not Cyrillic stays, punctuation takes its Arabic forms."""
    return CYRILLIC_WORD.sub(lambda found: word_in_arabic_script(found[0]), text).translate(PUNCTUATION)
