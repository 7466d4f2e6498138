"""Translation prompts: letter by letter those of the product (src/engine/tasks/translationPrompt.ts)."""

PROMPT_NAME = {
    "bo": "Tibetan",
    "ug": "Uyghur",
    "kk-Arab": "Kazakh",
    "kk-Cyrl": "Kazakh",
    "mn-Mong": "Mongolian",
    "mn-Cyrl": "Mongolian",
    "en": "English",
    "zh": "Chinese",
}


def translation_example(source_tag: str, target_tag: str, source: str, target: str) -> str:
    """One answered prompt; several in a row make a few-shot prompt."""
    from_name, to_name = PROMPT_NAME[source_tag], PROMPT_NAME[target_tag]
    return (
        f"Please translate the following {from_name} text into {to_name}.\n"
        f"{from_name}: {source}\n{to_name}: {target}\n\n"
    )
