"""Prompts of local models: templates, and what fits."""

from __future__ import annotations

import pytest

from agents.local.prompts import PLAIN, cut_message, read_template, room_for, write_prompt
from webgen_env.errors import ConfigurationError

CHAT = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "A bakery."}]


class Templated:
    def apply_chat_template(self, messages, *, chat_template, tokenize, add_generation_prompt):
        assert (tokenize, add_generation_prompt) == (False, True)
        if chat_template == "no system":
            raise ValueError("system messages are not supported")
        return chat_template + "|".join(message["content"] for message in messages)


def test_a_model_without_a_template_says_what_to_do():
    with pytest.raises(ConfigurationError, match=r"'base-model' has no chat template.*chat_template='plain'"):
        read_template(None, None, "base-model")


def test_the_template_is_the_models_own_or_none_or_from_a_file(tmp_path):
    path = tmp_path / "chat.jinja"
    path.write_text("from the file")
    assert read_template(None, "own", "m") == "own"
    assert read_template("plain", "own", "m") == PLAIN
    assert read_template(str(path), "own", "m") == "from the file"
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_template(str(tmp_path / "absent"), "own", "m")


def test_the_chat_is_written_by_the_template_or_plainly():
    assert write_prompt(Templated(), "T:", CHAT) == "T:Be brief.|A bakery."
    assert write_prompt(Templated(), PLAIN, CHAT) == "Be brief.\n\nA bakery.\n\n"
    with pytest.raises(ConfigurationError, match="system messages are not supported"):
        write_prompt(Templated(), "no system", CHAT)


@pytest.mark.parametrize(
    ("prompt", "wanted", "context", "room"),
    [(10, 100, 0, 100), (10, 100, 110, 100), (10, 100, 109, 99), (99, 100, 100, 1), (100, 1, 100, 0), (900, 1, 100, 0)],
)
def test_a_completion_gets_what_is_left(prompt, wanted, context, room):
    found, problem = room_for(prompt, wanted, context)
    assert found == room
    assert bool(problem) is (room == 0)


def test_what_cut_a_completion_is_said():
    assert "max_tokens=50" in cut_message(50, 50)
    assert "context ends" in cut_message(20, 50)
