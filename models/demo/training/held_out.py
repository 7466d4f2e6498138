"""Writes what is held out: the ground of every figure in the data card, and never trained on."""

import json
from pathlib import Path

from corpus import Corpus, Pair
from sources import WRITTEN

LONGEST_TEXT = 900
SHORTEST_TEXT = 160
TEXTS = 80
PAIRS = 60
EXAMPLES = 5
LONGEST_EXAMPLE = 220


def excerpt(document: str) -> str:
    """Whole words from the start of a document, at most LONGEST_TEXT UTF-8 bytes."""
    if len(document.encode()) <= LONGEST_TEXT:
        return document
    cut = document.encode()[:LONGEST_TEXT].decode("utf8", "ignore")
    at = max(cut.rfind(mark) for mark in (" ", "་", "\n"))
    return cut[: at + 1].rstrip(" \n") if at > 0 else cut


def write_held_out(corpus: Corpus, folder: Path) -> None:
    """
    One JSON file per language: texts, sentence pairs, and examples for prompts. The examples are held out as well: of
    those that a model was trained on it knows the answers, so that weights guided by them favour the wrong model.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for tag in WRITTEN:
        texts = [excerpt(document) for document in corpus.documents[tag].held_out]
        texts = [text for text in texts if len(text.encode()) >= SHORTEST_TEXT][:TEXTS]
        pairs = corpus.pairs[tag]
        short = [pair for pair in pairs.held_out if len(pair.text.encode()) <= LONGEST_EXAMPLE and len(pair.english) > 25]
        examples = short[:EXAMPLES]
        measured = [pair for pair in pairs.held_out if pair not in examples]
        content = {
            "language": tag,
            "texts": texts,
            "pairs": [as_json(tag, pair) for pair in measured[:PAIRS]],
            "examples": [as_json(tag, pair) for pair in examples],
        }
        path = folder / f"{tag}.json"
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf8")


def as_json(tag: str, pair: Pair) -> dict[str, str]:
    return {"en": pair.english, tag: pair.text}
