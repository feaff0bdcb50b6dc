"""What a command would do: read, never run."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SEPARATOR = re.compile(r"&&|;|\r?\n")
_HOSTILE = re.compile(r"[`$|<>(){}\\\\]|(?<!&)&(?!&)")
_PACKAGE = re.compile(
    r"(?P<name>(?:@[a-z0-9~-][a-z0-9._~-]{0,100}/)?[a-z0-9~-][a-z0-9._~-]{0,200})(?:@(?P<range>[0-9A-Za-z.^~*+-]{1,64}))?"
)
_ARGUMENT = re.compile(r"[\w=:./@-]{1,100}")

_MANAGERS = frozenset({"npm", "pnpm", "yarn", "bun"})
_INSTALL = frozenset({"install", "i", "add", "ci"})
_SCRIPTS = frozenset(
    {"dev", "start", "serve", "build", "preview", "lint", "test", "format", "typecheck", "type-check", "check"}
)
_STARTING = frozenset({"dev", "start", "serve", "preview"})
_INSTALL_FLAGS = frozenset(
    {
        "--save",
        "--save-prod",
        "-S",
        "-P",
        "--save-dev",
        "-D",
        "--dev",
        "--save-exact",
        "-E",
        "--exact",
        "--legacy-peer-deps",
        "--force",
        "-f",
        "--no-audit",
        "--no-fund",
        "--prefer-offline",
        "--ignore-scripts",
        "--silent",
        "-s",
        "-y",
        "--yes",
    }
)
_DEV_FLAGS = frozenset({"--save-dev", "-D", "--dev"})
# Set-up steps that models write out of habit; the scaffold has done them.
_HABITS = (
    re.compile(r"npm init(?: -y| --yes)?"),
    re.compile(r"npm (?:create|init) vite(?:@[\w.]{1,20})?(?: [\w./-]{1,100}){0,20}"),
    re.compile(r"(?:npx )?tailwindcss init(?: -p| --postcss)*"),
    re.compile(r"(?:npx )?vite(?: build| preview| dev| serve)?(?: --(?:host|port(?: |=)\d{1,5}|open))*"),
    re.compile(r"(?:npx )?tsc(?: -b| --noEmit)*"),
    re.compile(r"mkdir(?: -p)?(?: [\w][\w./-]{0,100}){1,20}"),
    re.compile(r"cd [\w][\w/-]{0,100}"),
)


@dataclass(frozen=True, slots=True)
class Package:
    """One package that an install command names.

    Attributes:
        name: npm name, such as ``"antd"`` or ``"@mui/material"``.
        range: Version range or tag; ``"latest"`` if none was given.
        dev: Whether it goes to the development dependencies.
    """

    name: str
    range: str
    dev: bool


@dataclass(frozen=True, slots=True)
class CommandMeaning:
    """What a command would do.

    Attributes:
        harmless: Whether every part is a known, harmless command.
        problem: The part that is not known, with the reason; empty when harmless.
        installs: Whether a part installs packages.
        starts: Whether a part starts the site: ``npm run dev``, ``npm start`` or ``vite``.
        packages: Packages named by harmless install commands.
    """

    harmless: bool = True
    problem: str = ""
    installs: bool = False
    starts: bool = False
    packages: tuple[Package, ...] = ()


def read_command(text: str) -> CommandMeaning:
    """Read a command line without running it.

    Known are install and run commands of npm, pnpm, yarn and bun, and set-up steps that models write out of habit
    (``mkdir``, ``cd`` into a folder, ``npx tailwindcss init``, ``npm init -y``, ``vite``), joined by ``&&``, ``;`` or
    new lines.

    Args:
        text: Text of a shell or start action.

    Returns:
        Its meaning.

    Example:
        >>> read_command("npm install antd@5").packages
        (Package(name='antd', range='5', dev=False),)
    """
    if _HOSTILE.search(text):
        return CommandMeaning(harmless=False, problem="it has shell syntax beyond '&&' and ';'")
    parts = [_read_part(part.partition(" #")[0].split()) for part in _SEPARATOR.split(text)]
    problem = next((part.problem for part in parts if part.problem), "")
    return CommandMeaning(
        harmless=not problem,
        problem=problem,
        installs=any(part.installs for part in parts),
        starts=any(part.starts for part in parts),
        packages=() if problem else tuple(package for part in parts for package in part.packages),
    )


def _read_part(words: list[str]) -> CommandMeaning:
    if not words or words[0].startswith("#"):
        return CommandMeaning()
    if words[0] in _MANAGERS and (words == ["yarn"] or (len(words) > 1 and words[1] in _INSTALL)):
        return _read_install(words[2:])
    if _is_script(words):
        return CommandMeaning(starts=not _STARTING.isdisjoint(words[1:3]))
    if any(habit.fullmatch(" ".join(words)) for habit in _HABITS):
        return CommandMeaning(starts="vite" in words[:2])
    return CommandMeaning(harmless=False, problem=f"{words[0]!r} is not among the known harmless commands")


def _read_install(words: list[str]) -> CommandMeaning:
    dev = not _DEV_FLAGS.isdisjoint(words)
    packages: list[Package] = []
    for word in words:
        match = _PACKAGE.fullmatch(word.replace('"', "").replace("'", ""))
        if word.startswith("-"):
            if word not in _INSTALL_FLAGS:
                return CommandMeaning(harmless=False, problem=f"the option {word!r} is not allowed", installs=True)
        elif match is None:
            return CommandMeaning(harmless=False, problem=f"{word!r} is no package of the registry", installs=True)
        else:
            packages.append(Package(match["name"], match["range"] or "latest", dev))
    return CommandMeaning(installs=True, packages=tuple(packages))


def _is_script(words: list[str]) -> bool:
    if words[0] not in _MANAGERS or len(words) < 2:
        return False
    rest = words[2:] if words[1] == "run" else words[1:]
    if words[0] == "npm" and words[1] != "run" and words[1] not in ("start", "test"):
        return False
    return bool(rest) and rest[0] in _SCRIPTS and all(_ARGUMENT.fullmatch(word) for word in rest[1:])
