"""The browser: opens built sites and says what is seen of them."""

from webgen_env.browser.browser import Browser
from webgen_env.browser.chromium import Chromium, install_chromium, locate_chromium
from webgen_env.browser.chromium_browser import ChromiumBrowser
from webgen_env.browser.visit import ConsoleMessage, Element, PageFacts, PageVisit, Visit

__all__ = [
    "Browser",
    "Chromium",
    "ChromiumBrowser",
    "ConsoleMessage",
    "Element",
    "PageFacts",
    "PageVisit",
    "Visit",
    "install_chromium",
    "locate_chromium",
]
