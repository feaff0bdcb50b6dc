"""The command line of Chromium."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webgen_env.browser.chromium import Chromium
    from webgen_env.browser.sandbox import Sandbox

RENDERER_HEAP_MB = 512
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - looked at, not written to
_SHARED_MEMORY_NEEDED = 512 * 1024 * 1024

_DISABLED_FEATURES = (
    "Translate",
    "MediaRouter",
    "OptimizationHints",
    "AutofillServerCommunication",
    "DialMediaRouteProvider",
    "InterestFeedContentSuggestions",
    "PaintHolding",
    "SpareRendererForSitePerProcess",
    "IsolateSandboxedIframes",
    "IsolateOrigins",
    "site-per-process",
    "WebRtcHideLocalIpsWithMdns",
    "PrefetchProxy",
    "SpeculationRulesPrefetchFuture",
    "Prerender2",
    # Loading and compiling on other threads go on while the page's time runs, which then runs ahead of them.
    "ScriptStreaming",
    "SmallScriptStreaming",
    "BackgroundResourceFetch",
    "ThreadedBodyLoader",
    "ThreadedPreloadScanner",
)

WINDOW_AT = (1, 1)
"""Left and top of every window on a screen that is not there. The system's pointer rests at 0, 0 of it: a window above
that place would be told so at some real moment of each document's life, and what lies in its corner be hovered."""

_ARGUMENTS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-startup-window",
    "--no-first-run",
    "--no-default-browser-check",
    "--user-data-dir={profile}/data",
    # drawing: on command, in software, the same on every machine
    "--enable-begin-frame-control",
    "--run-all-compositor-stages-before-draw",
    "--disable-new-content-rendering-timeout",
    "--disable-threaded-animation",
    "--disable-threaded-scrolling",
    "--disable-checker-imaging",
    "--disable-image-animation-resync",
    "--disable-gpu",
    "--disable-partial-raster",
    "--disable-skia-runtime-opts",
    "--disable-lcd-text",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--force-device-scale-factor=1",
    "--force-prefers-reduced-motion",
    "--hide-scrollbars",
    "--mute-audio",
    "--lang=en-US",
    # Pages do not find out that nobody is looking. Scrolling gives nothing back, as in every browser until lately: a
    # React effect that returns what `scrollTo` gave would otherwise crash sites that work everywhere else.
    "--disable-blink-features=AutomationControlled,ProgrammaticScrollPromise",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-back-forward-cache",
    # nothing of the browser's own on the network, and no way out for pages
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-client-side-phishing-detection",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--disable-field-trial-config",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--metrics-recording-only",
    "--no-pings",
    "--dns-prefetch-disable",
    "--block-new-web-contents",
    "--deny-permission-prompts",
    "--disable-site-isolation-trials",
    # The pages of a context share a renderer; contexts never do.
    "--renderer-process-limit=1",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy",
    f"--js-flags=--max-old-space-size={RENDERER_HEAP_MB}",
    f"--disable-features={','.join(_DISABLED_FEATURES)}",
)

_NO_NETWORK = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    # Port 9 (discard) of an address reserved for documentation (RFC 5737): nothing is ever there.
    "--proxy-server=192.0.2.1:9",
    "--proxy-bypass-list=<-loopback>",
)


def command_line(chromium: Chromium, sandbox: Sandbox, *, viewport: tuple[int, int]) -> list[str]:
    """The command that starts Chromium.

    Args:
        chromium: The program.
        sandbox: What it is shut in.
        viewport: Width and height of pages.

    Returns:
        Program and arguments; ``{profile}`` stands for the temporary folder.
    """
    arguments = [*sandbox.wrapper, str(chromium.executable), *_ARGUMENTS, *_NO_NETWORK]
    arguments.append(f"--window-size={viewport[0]},{viewport[1]}")
    arguments.append(f"--user-agent={user_agent(chromium.version)}")
    if not sandbox.own:
        arguments.append("--no-sandbox")
    if _shared_memory() < _SHARED_MEMORY_NEEDED:
        arguments.append("--disable-dev-shm-usage")
    return arguments


def environment(chromium: Chromium) -> dict[str, str]:
    """The whole environment of Chromium: nothing of ours is passed on but what it needs.

    Args:
        chromium: The program.

    Returns:
        Variables; those of the temporary folder are added at the start.
    """
    return {"PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC", "LANG": "en_US.UTF-8", **chromium.env}


def user_agent(version: str) -> str:
    """What an ordinary Chrome on Linux of this version calls itself."""
    major = version.partition(".")[0]
    number = f"{major}.0.0.0" if major.isdecimal() else "150.0.0.0"
    return f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{number} Safari/537.36"


def _shared_memory() -> int:
    try:
        status = os.statvfs(_SHARED_MEMORY)
    except OSError:
        return 0
    return status.f_bavail * status.f_frsize
