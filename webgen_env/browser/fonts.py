"""The pinned fonts: which there are, and which of them stands for what a stylesheet asks for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

TRUETYPE_FOLDERS = (
    "@expo-google-fonts/arimo",
    "@expo-google-fonts/gelasio",
    "@expo-google-fonts/inter",
    "@expo-google-fonts/tinos",
)
"""Packages of the toolchain whose TrueType files are taken as they are."""

WOFF2_FOLDERS = (
    "@fontsource/dejavu-mono",
    "@fontsource/dejavu-sans",
    "@fontsource-variable/noto-sans-sc",
    "@infolektuell/noto-color-emoji",
)
"""Packages whose WOFF2 files are converted at setup: Chromium reads no WOFF2 as a font of the system."""

SUBSTITUTES: Mapping[str, str] = {
    # Inter is what most generated designs ask for, and close to the interface fonts of today's systems.
    "Inter": "system-ui, ui-sans-serif, -apple-system, BlinkMacSystemFont, SF Pro Text, SF Pro Display, Segoe UI, "
    "Inter var, Inter Variable, Poppins, Manrope, DM Sans, Plus Jakarta Sans, Geist, Montserrat",
    "Open Sans": "Roboto, Noto Sans, Ubuntu, Cantarell, Lato, Source Sans Pro, Nunito, Verdana, Oxygen",
    # Arimo, Tinos and Gelasio have the metrics of Arial, Times New Roman and Georgia.
    "Arimo": "sans-serif, Arial, Helvetica, Helvetica Neue, Liberation Sans, Tahoma, Calibri",
    "Tinos": "serif, Times, Times New Roman, Liberation Serif, Cambria, Merriweather",
    "Gelasio": "Georgia, ui-serif, Playfair Display, Lora, Garamond, Palatino",
    "DejaVu Sans Mono": "monospace, ui-monospace, Courier, Courier New, Menlo, Monaco, Consolas, SFMono-Regular, "
    "SF Mono, Fira Code, JetBrains Mono, Roboto Mono, Source Code Pro",
    "Noto Color Emoji": "emoji, Apple Color Emoji, Segoe UI Emoji, Twemoji Mozilla",
}
"""Family that is there, to the generic and common families that it stands for."""


def truetype_files(modules: Path) -> list[Path]:
    """TrueType files of the toolchain's font packages, in a fixed order."""
    return sorted(path for name in TRUETYPE_FOLDERS for path in (modules / name).glob("*/*.ttf"))


def woff2_files(modules: Path) -> list[Path]:
    """WOFF2 files of the toolchain's font packages, in a fixed order."""
    return sorted(path for name in WOFF2_FOLDERS for path in (modules / name / "files").glob("*.woff2"))


def fontconfig(folder: Path, cache: Path) -> str:
    """Configuration with which a browser sees the pinned fonts and no others.

    The plain emoji of DejaVu Sans are hidden, so that coloured ones are found.

    Args:
        folder: Where the font files are.
        cache: Where fontconfig may keep its cache.

    Returns:
        A fontconfig file.
    """
    aliases = "\n".join(
        f'  <match target="pattern"><test name="family" qual="any"><string>{escape(asked)}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{escape(family)}</string></edit></match>'
        for family, names in SUBSTITUTES.items()
        for asked in names.split(", ")
    )
    return f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{escape(str(folder))}</dir>
  <cachedir>{escape(str(cache))}</cachedir>
{aliases}
  <match target="scan">
    <test name="family"><string>DejaVu Sans</string></test>
    <edit name="charset" mode="assign"><minus><name>charset</name>
      <charset><range><int>0x1f000</int><int>0x1faff</int></range></charset></minus></edit>
  </match>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="hintstyle" mode="assign"><const>hintnone</const></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
    <edit name="lcdfilter" mode="assign"><const>lcdnone</const></edit>
  </match>
</fontconfig>
"""
