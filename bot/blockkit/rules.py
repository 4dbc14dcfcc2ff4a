"""Rules over several keys of one object; `shapes.py` says which object they hold for."""

from collections.abc import Callable, Mapping

from bot.blockkit.specs import OURS, Found, Problem, Rule, below


def only_one_of(*keys: str) -> Rule:
    """Of `keys` at most one may be there."""

    def rule(value: Mapping[str, object], at: str) -> Found:
        if sum(key in value for key in keys) > 1:
            yield Problem(at, f"only one of {', '.join(keys)} is allowed")

    return rule


def not_above(low: str, high: str, number: Callable[[object], float | None]) -> Rule:
    """What stands under `low` is at most what stands under `high`, where `number` reads both."""

    def rule(value: Mapping[str, object], at: str) -> Found:
        least, most = number(value.get(low)), number(value.get(high))
        if least is not None and most is not None and least > most:
            yield Problem(below(at, low), f"must be no more than {high}")

    return rule


def integer(value: object) -> float | None:
    """`value` if it is a whole number."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def decimal(value: object) -> float | None:
    """The number that a string tells, which is how number inputs carry theirs."""
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None


def initial_is_offered(value: Mapping[str, object], at: str) -> Found:
    """What is chosen from the start stands among the options, equal in every key."""
    offered = _options(value)
    if "initial_option" in value and value["initial_option"] not in offered:
        yield Problem(below(at, "initial_option"), "must exactly match one of the options")
    chosen = value.get("initial_options")
    for place, option in enumerate(chosen if isinstance(chosen, list) else []):
        if option not in offered:
            yield Problem(f"{at}/initial_options/{place}", "must exactly match one of the options")


def initial_fits_length(value: Mapping[str, object], at: str) -> Found:
    """The text that is there from the start obeys the field's own lengths."""
    text = value.get("initial_value")
    least, most = integer(value.get("min_length")), integer(value.get("max_length"))
    if isinstance(text, str) and most is not None and len(text) > most:
        yield Problem(below(at, "initial_value"), f"must be less than {most + 1} characters")
    if isinstance(text, str) and text and least is not None and len(text) < least:
        yield Problem(below(at, "initial_value"), f"must be more than {least - 1} characters")


def not_more_than_selectable(*keys: str) -> Rule:
    """No more is chosen from the start than a person may choose."""

    def rule(value: Mapping[str, object], at: str) -> Found:
        most = integer(value.get("max_selected_items"))
        for key in keys:
            chosen = value.get(key)
            if most is not None and isinstance(chosen, list) and len(chosen) > most:
                yield Problem(below(at, key), f"no more than {most:.0f} items allowed")

    return rule


def no_dispatch_with_files(value: Mapping[str, object], at: str) -> Found:
    """Slack calls a file input that dispatches an unsupported type."""
    element = value.get("element")
    if value.get("dispatch_action") is True and isinstance(element, Mapping) and element.get("type") == "file_input":
        yield Problem(f"{at}/element/type", "unsupported type: file_input with dispatch_action")


def values_differ(value: Mapping[str, object], at: str) -> Found:
    """Two options with one value could not be told apart."""
    seen: list[object] = []
    for option in _options(value):
        name = option.get("value") if isinstance(option, Mapping) else None
        if name is not None and name in seen:
            yield Problem(at, f"option value {name!r} is there twice", OURS)
        seen.append(name)


def verbatim(value: Mapping[str, object], at: str) -> Found:
    """Without it Slack turns a plain `@here` or `#general` in the text into the real thing."""
    if value.get("verbatim") is not True:
        yield Problem(at, 'mrkdwn needs "verbatim": true', OURS)


def _options(value: Mapping[str, object]) -> list[object]:
    groups = value.get("option_groups")
    lists = [value.get("options")]
    lists += (
        [group.get("options") for group in groups if isinstance(group, Mapping)] if isinstance(groups, list) else []
    )
    return [option for options in lists if isinstance(options, list) for option in options]
