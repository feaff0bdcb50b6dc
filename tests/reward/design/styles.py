"""The bookshop in styles without a card or a rounded corner: hand-made looks that a template does not have."""

from __future__ import annotations

from tests.reward.pages import site

BASE = """
* { box-sizing: border-box; margin: 0 } a { color: inherit; text-decoration: none } button, input, select, textarea {
font: inherit } header { display: flex; justify-content: space-between; align-items: baseline } nav { display: flex;
gap: 28px } .grid { display: grid; grid-template-columns: repeat(3, 1fr) }
"""

EDITORIAL = (
    BASE
    + """
body { font: 17px/1.55 Inter, sans-serif; color: #1b2a20; background: honeydew }
header { margin: 0 48px; padding: 22px 0; border-bottom: 3px solid seagreen }
header strong { font: 700 22px/1 Gelasio, Georgia, serif } main { padding: 40px 48px }
h1, h2, h3 { font-family: Gelasio, Georgia, serif; line-height: 1.08 }
.hero { display: grid; grid-template-columns: 3fr 2fr; gap: 24px 48px; align-items: end; padding-bottom: 36px }
h1 { font-size: 64px } .lead { font-size: 19px } h2 { font-size: 26px; padding: 14px 0; border-top: 1px solid seagreen }
.grid { gap: 40px } .card { padding: 12px 0 28px } .card svg { display: block; width: 100%; height: 150px;
background: #cfe8d8; color: seagreen } h3 { font-size: 24px; margin: 14px 0 6px } .price { font-weight: 700 }
button, .button { background: seagreen; color: #fff; border: 0; padding: 11px 22px; margin-top: 10px;
justify-self: start }
input, textarea, select { padding: 10px; border: 1px solid seagreen; background: #fff }
"""
)

NIGHT = (
    BASE
    + """
body { font: 16px/1.5 Inter, sans-serif; color: #e8f2ea; background: #0d1b14 }
header { padding: 22px 40px; border-bottom: 1px solid #2e5a42 } header strong { font-size: 20px; color: #f2c94c }
nav a { font-weight: 600 } main { padding: 0 40px 40px } h1, h2, h3 { line-height: 1.1 }
.hero { margin: 0 -40px; padding: 72px 40px; background: linear-gradient(160deg, #123324, #1f6f45 70%, #2e8b57) }
h1 { font-size: 56px; max-width: 12em } .lead { font-size: 19px; max-width: 34em; margin: 16px 0 24px }
h2 { font-size: 26px; padding: 32px 0 16px; color: #f2c94c } .grid { border: 1px solid #2e5a42 }
.card { padding: 24px; border-right: 1px solid #2e5a42 } .card svg { width: 96px; height: 96px; color: #f2c94c }
h3 { font-size: 20px; margin: 14px 0 6px } .price { color: #f2c94c; font-weight: 700 }
button, .button { display: inline-block; background: seagreen; color: #07120c; border: 0; padding: 10px 20px;
font-weight: 700; margin-top: 10px } input, textarea, select { padding: 10px; border: 1px solid #2e5a42;
background: #12271c; color: #e8f2ea }
"""
)

STYLES = {"editorial": site(css=EDITORIAL), "night": site(css=NIGHT)}
"""One content, two styles; the night has not the requested background."""
