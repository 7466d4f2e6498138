"""What each model is trained on, how long, and how big it is. Change sizes and budgets here."""

from dataclasses import dataclass

from sources import WRITTEN

CONTEXT_LENGTH = 1024
"""Positions the models are made for."""

TOKENS_PER_STEP = 2048
SHORT_WINDOW = 512
LONG_WINDOW_SHARE = 0.15
"""The last share of the steps uses windows of the whole context length: short ones train a third faster, and without
long ones a model fails on positions it has never seen."""


@dataclass(frozen=True)
class Shape:
    """Size of a Qwen2 model; heads are 32 wide."""

    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    intermediate_size: int


SMALL = Shape(160, 4, 5, 1, 432)
"""2.4 million parameters."""
LARGE = Shape(288, 6, 9, 3, 768)
"""7.7 million parameters."""


@dataclass(frozen=True)
class Run:
    """One training run."""

    name: str
    shape: Shape
    mixture: dict[str, float]
    """Shares of the token streams (see streams.py)."""
    million_tokens: float
    learning_rate: float
    start_from: str | None = None


def each(prefix: str, total: float) -> dict[str, float]:
    return {f"{prefix}-{tag}": total / len(WRITTEN) for tag in WRITTEN}


def prompts(total: float) -> dict[str, float]:
    """Prompts of every language; the few of mn-Mong a tenth as often, for they would be learnt by heart."""
    weights = {f"prompts-{tag}": 0.1 if tag == "mn-Mong" else 1.0 for tag in WRITTEN}
    return {name: total * weight / sum(weights.values()) for name, weight in weights.items()}


# English for the most part, some Chinese, a little of every language, a few prompts: as the models are that
# real trios start from. Prompts in it let continual pretraining replay them.
BASE = {"en": 0.58, "zh": 0.14, **each("text", 0.20), **prompts(0.08)}


def continued(name: str, million_tokens: float, texts: dict[str, float]) -> Run:
    """
    Continual pretraining on raw text of a language, with 20 % of the earlier mixture and 15 % of that language's
    prompts replayed. Without replay a model forgets the prompt's form, and every mix with it loses.
    """
    mixture = {stream: 0.20 * share for stream, share in BASE.items()}
    for tag, share in texts.items():
        prompts_share = 0.05 if tag == "mn-Mong" else 0.15
        for stream, part in ((f"text-{tag}", 0.80 - prompts_share), (f"prompts-{tag}", prompts_share)):
            mixture[stream] = mixture.get(stream, 0) + part * share
    return Run(f"small-cpt-{name}", SMALL, mixture, million_tokens, 2.5e-3, start_from="small-base")


RUNS = (
    Run("small-base", SMALL, BASE, 7, 3e-3),
    continued("bo", 4.5, {"bo": 1}),
    continued("ug", 3.5, {"ug": 1}),
    continued("kk-Arab", 3, {"kk-Arab": 1}),
    continued("kk-Cyrl", 3, {"kk-Cyrl": 1}),
    continued("mn-Mong", 1.2, {"mn-Mong": 1}),
    continued("mn-Cyrl", 3, {"mn-Cyrl": 1}),
    continued("kk", 6, {"kk-Arab": 0.5, "kk-Cyrl": 0.5}),
    continued("mn", 4.2, {"mn-Mong": 0.3, "mn-Cyrl": 0.7}),
    Run(
        "large-ins",
        LARGE,
        {"en": 0.40, "zh": 0.05, **prompts(0.40), **each("text", 0.15)},
        14,
        2.2e-3,
    ),
)
"""In training order."""
