"""Write completions: the inverse of the parser."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from webgen_env.errors import ConfigurationError
from webgen_env.manifest.tag_attributes import escape_attribute

_NEEDS_CDATA = re.compile(r"</?web(?:Action|Artifact)|\A\s*+(?:```|<!\[CDATA\[)", re.IGNORECASE)
_THINK_END = re.compile(r"</think\b", re.IGNORECASE)
_NOT_AN_ID = re.compile(r"[^a-z0-9]+")


def render_completion(
    files: Mapping[str, str],
    *,
    title: str,
    artifact_id: str | None = None,
    think: str = "The files, their imports and the layout are planned.",
    shell: Sequence[str] = ("npm install",),
    start: str = "npm run dev",
) -> str:
    r"""Write files as a completion in the response form.

    Parsing the completion gives back the files, the title and the commands.

    Args:
        files: Relative POSIX path to text.
        title: Title of the artifact.
        artifact_id: Identifier of the artifact; ``None`` makes one from the title.
        think: Text of the think block; must not contain its closing tag.
        shell: Shell actions after the files, in order.
        start: Start action at the end; empty for none.

    Returns:
        The completion.

    Raises:
        ConfigurationError: The think text contains its closing tag.

    Example:
        >>> text = render_completion({"src/App.tsx": "export default () => null\n"}, title="Empty")
        >>> text.splitlines()[0]
        '<think>'
    """
    if _THINK_END.search(think):
        raise ConfigurationError("The think text contains </think>, which would end it; leave the tag out.")
    identifier = artifact_id if artifact_id is not None else _NOT_AN_ID.sub("-", title.lower()).strip("-") or "site"
    lines = [
        "<think>",
        think,
        "</think>",
        "<answer>",
        "```xml",
        f'<webArtifact id="{escape_attribute(identifier)}" title="{escape_attribute(title)}">',
    ]
    for path, content in files.items():
        lines += [f'<webAction type="file" filePath="{escape_attribute(path)}">', _body(content), "</webAction>"]
    lines += [f'<webAction type="shell">{command}</webAction>' for command in shell]
    if start:
        lines.append(f'<webAction type="start">{start}</webAction>')
    lines += ["</webArtifact>", "```", "</answer>", ""]
    return "\n".join(lines)


def _body(content: str) -> str:
    if not _NEEDS_CDATA.search(content):
        return content
    escaped = content.replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[\n{escaped}\n]]>"
