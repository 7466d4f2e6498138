"""One byte-level BPE tokenizer for all scripts."""

from collections.abc import Iterable
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

VOCABULARY_SIZE = 8192
END_OF_TEXT = "<|endoftext|>"
SPECIAL_TOKENS = [END_OF_TEXT, "<|im_start|>", "<|im_end|>"]

# Differs from Qwen2's pattern on purpose, which cuts at every combining mark: marks stay with their letters (Tibetan
# vowels and subjoined letters, Uyghur hamza), a Tibetan tsheg stays on its syllable, Mongolian variation selectors and
# MVS stay in the word, and NNBSP (U+202F) leads the suffix it joins.
PRE_TOKENIZER_PATTERN = (
    r"'(?:[sdmt]|ll|ve|re)"
    r"|[ \u202F]?[\p{L}\p{M}\u180B-\u180F\u200C\u200D]+\u0F0B?"
    r"|[ ]?\p{N}{1,3}"
    r"|[ ]?[^\s\p{L}\p{M}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+"
    r"|\s+(?!\S)"
    r"|\s+"
)


def train_tokenizer(texts: Iterable[str], folder: Path) -> Tokenizer:
    """Trains on the texts and writes tokenizer.json and tokenizer_config.json. Special tokens get the last ids."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PRE_TOKENIZER_PATTERN), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(
        texts,
        trainers.BpeTrainer(
            vocab_size=VOCABULARY_SIZE - len(SPECIAL_TOKENS),
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    tokenizer.add_special_tokens(SPECIAL_TOKENS)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "tokenizer_config.json").write_text(
        '{\n  "tokenizer_class": "PreTrainedTokenizerFast",\n'
        f'  "eos_token": "{END_OF_TEXT}",\n  "model_max_length": 1024\n}}\n'
    )
    return tokenizer
