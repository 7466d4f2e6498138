"""Turns documents and sentence pairs into one long array of token ids per stream."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from corpus import Corpus, Pair
from prompts import translation_example
from sources import WRITTEN, Tag
from tokenizer import END_OF_TEXT
from tokenizers import Tokenizer

MOST_EXAMPLES = 6
CHINESE_SHARE = 0.15
BYTES_PER_LANGUAGE_FOR_TOKENIZER = {"en": 1_500_000, "zh": 500_000}
BYTES_OF_TEXT_FOR_TOKENIZER = 1_300_000


def prompt_documents(tag: Tag, pairs: list[Pair], rng: random.Random) -> Iterator[str]:
    """Prompts with one to six examples in one direction each; every pair stands in both directions."""
    for is_into_language in (True, False):
        rest = rng.sample(pairs, len(pairs))
        while rest:
            count = rng.randint(1, MOST_EXAMPLES)
            chosen, rest = rest[:count], rest[count:]
            is_chinese = rng.random() < CHINESE_SHARE and all(pair.chinese for pair in chosen)
            other: Tag = "zh" if is_chinese else "en"
            examples = []
            for pair in chosen:
                foreign = pair.chinese if is_chinese and pair.chinese else pair.english
                sides = (other, tag, foreign, pair.text) if is_into_language else (tag, other, pair.text, foreign)
                examples.append(translation_example(*sides))
            yield "".join(examples)


def stream_documents(corpus: Corpus) -> dict[str, list[str]]:
    """Documents of every stream: en, zh, text-TAG and prompts-TAG."""
    rng = random.Random(7)
    streams = {"en": corpus.documents["en"].train, "zh": corpus.documents["zh"].train}
    for tag in WRITTEN:
        streams[f"text-{tag}"] = corpus.documents[tag].train
        # Several passes, each with other examples side by side.
        streams[f"prompts-{tag}"] = [
            prompt for _ in range(4) for prompt in prompt_documents(tag, corpus.pairs[tag].train, rng)
        ]
    return streams


def tokenizer_texts(streams: dict[str, list[str]]) -> Iterator[str]:
    """A balanced choice, so that no script starves for want of text."""
    for name, documents in streams.items():
        budget = BYTES_PER_LANGUAGE_FOR_TOKENIZER.get(name, BYTES_OF_TEXT_FOR_TOKENIZER)
        if name.startswith("prompts-"):
            budget //= 4
        for document in documents:
            if budget <= 0:
                break
            budget -= len(document.encode())
            yield document


def write_streams(streams: dict[str, list[str]], tokenizer: Tokenizer, folder: Path) -> dict[str, dict[str, int]]:
    """Writes NAME.u16 per stream, each document followed by end of text; returns documents, bytes and tokens."""
    end = tokenizer.token_to_id(END_OF_TEXT)
    facts = {}
    for name, documents in streams.items():
        ids: list[int] = []
        for encoding in tokenizer.encode_batch(documents):
            ids += encoding.ids
            ids.append(end)
        np.array(ids, dtype=np.uint16).tofile(folder / f"{name}.u16")
        size = sum(len(document.encode()) for document in documents)
        facts[name] = {"documents": len(documents), "bytes": size, "tokens": len(ids)}
        print(f"{name:18} {size / 1e6:7.2f} MB {len(ids):9} tokens  {size / len(ids):.2f} bytes per token", flush=True)
    return facts
