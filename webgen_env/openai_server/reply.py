"""What a model said, the tokens that it took, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass

from webgen_env.bounds import not_negative


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of answers, as the server counts them.

    Attributes:
        input_tokens: Tokens of what was sent, pictures included.
        output_tokens: Tokens of what came back.
    """

    input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(self.input_tokens + other.input_tokens, self.output_tokens + other.output_tokens)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said.

    Attributes:
        text: The whole answer, unchecked.
        usage: Its tokens; ``None`` if they were not counted.
        whole: Whether the model came to an end by itself, and not at a limit of tokens.
    """

    text: str
    usage: Usage | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Prices:
    """What a server charges.

    Attributes:
        input: Price of a million tokens sent.
        output: Price of a million tokens received.
        currency: Name of the currency, for messages and reports.

    Raises:
        ConfigurationError: A price is not a number of 0 or more.

    Example:
        >>> Prices(input=2.5, output=10.0).cost(Usage(1_000_000, 100_000))
        3.5
    """

    input: float
    output: float
    currency: str = "USD"

    def __post_init__(self) -> None:
        for name in ("input", "output"):
            not_negative(f"prices.{name}", getattr(self, name))

    def cost(self, usage: Usage) -> float:
        """Price of tokens.

        Args:
            usage: The tokens.

        Returns:
            The amount in :attr:`currency`.
        """
        return (usage.input_tokens * self.input + usage.output_tokens * self.output) / 1e6
