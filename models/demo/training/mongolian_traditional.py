"""
Mongolian from Cyrillic into the traditional script, with a lexicon learnt from synthetic text.

The synthetic text was itself made word by word from Cyrillic lines, so each of its lines has one Cyrillic line with as
many words, in the same order. Found again, the two give a lexicon. It converts only sentences whose every word it
knows: no letter rules are guessed, for the traditional spelling does not follow from the Cyrillic one.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

CYRILLIC_WORD = re.compile(r"[\u0400-\u04ff]+(?:-[\u0400-\u04ff]+)*")
# A word and the suffixes that NNBSP, MVS or a plain space before a suffix join to it count as one: NNBSP and MVS only.
TRADITIONAL_WORD = re.compile(r"[\u1820-\u1842\u180b-\u180f\u202f\u1807\u180a]+")
SENTENCE_MARKS = {".": " ᠃", ",": " ᠂", "?": " ︖", "!": " ︕", ":": " ᠄", ";": " ᠂"}

# Initial sounds: rough classes that both scripts agree on, to find the Cyrillic original of a line.
CYRILLIC_INITIAL = {
    "а": "a", "э": "e", "и": "i", "о": "o", "у": "o", "ө": "u", "ү": "u", "н": "n", "б": "b", "в": "b", "п": "p",
    "х": "q", "г": "g", "м": "m", "л": "l", "с": "s", "ш": "s", "т": "t", "д": "t", "ц": "c", "ч": "c", "з": "j",
    "ж": "j", "я": "y", "е": "y", "ё": "y", "ю": "y", "й": "y", "р": "r", "ф": "f", "к": "k",
}  # fmt: skip
TRADITIONAL_INITIAL = {
    "ᠠ": "a", "ᠡ": "e", "ᠢ": "i", "ᠣ": "o", "ᠤ": "o", "ᠥ": "u", "ᠦ": "u", "ᠨ": "n", "ᠪ": "b", "ᠫ": "p", "ᠬ": "q",
    "ᠭ": "g", "ᠮ": "m", "ᠯ": "l", "ᠰ": "s", "ᠱ": "s", "ᠲ": "t", "ᠳ": "t", "ᠴ": "c", "ᠵ": "j", "ᠶ": "y", "ᠷ": "r",
    "ᠸ": "b", "ᠹ": "f", "ᠺ": "k",
}  # fmt: skip
LEAST_AGREEMENT = 0.7


@dataclass(frozen=True)
class Lexicon:
    """Traditional spellings of Cyrillic word forms, in lower case."""

    words: dict[str, str]

    def convert(self, text: str) -> str | None:
        """The text in traditional script; None where a word is unknown."""
        out: list[str] = []
        at = 0
        for found in CYRILLIC_WORD.finditer(text):
            spelling = self.words.get(found[0].lower())
            if spelling is None:
                return None
            out.append(between(text[at : found.start()]))
            out.append(spelling)
            at = found.end()
        out.append(between(text[at:]))
        converted = re.sub(r" {2,}", " ", "".join(out)).strip()
        return converted if converted and not re.search(r"[\u0400-\u04ff]", converted) else None


def between(text: str) -> str:
    return "".join(SENTENCE_MARKS.get(letter, letter) for letter in text)


def learn_lexicon(cyrillic: list[str], traditional: list[str]) -> Lexicon:
    """Aligns the lines and takes each word's most frequent spelling."""
    by_length: dict[int, list[tuple[list[str], str]]] = defaultdict(list)
    for line in cyrillic:
        words = [word.lower() for word in CYRILLIC_WORD.findall(line)]
        by_length[len(words)].append((words, "".join(CYRILLIC_INITIAL.get(word[0], "?") for word in words)))
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for line in traditional:
        words = [word.strip("\u202f") for word in TRADITIONAL_WORD.findall(line)]
        initials = "".join(TRADITIONAL_INITIAL.get(word[0], "!") if word else "!" for word in words)
        best, original = max(
            ((agreement(initials, other), words_of) for words_of, other in by_length[len(words)]),
            default=(0.0, []),
            key=lambda found: found[0],
        )
        if best < LEAST_AGREEMENT or len(words) < 4:
            continue
        for word, spelling in zip(original, words):
            votes[word][spelling] += 1
    return Lexicon({word: spellings.most_common(1)[0][0] for word, spellings in votes.items()})


def agreement(left: str, right: str) -> float:
    return sum(a == b for a, b in zip(left, right)) / max(1, len(left))
