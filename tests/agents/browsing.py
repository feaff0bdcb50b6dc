"""A page on which the site of a policy is open, for tests that use it as a visitor does."""

from __future__ import annotations

import mimetypes
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from playwright.async_api import async_playwright

import agents
from tests.agents.conftest import parsed
from webgen_env.browser import locate_chromium
from webgen_env.tasks import TaskSet
from webgen_env.toolchain import locate_toolchain

TASKS = TaskSet.bundled()
HOME = "https://site.test"


@asynccontextmanager
async def opened(vite, policy, task_id):
    """A page on which the site of a policy is open; an uncaught error fails the test."""
    completion = agents.make(policy).act(TASKS[task_id].instruction, {"task_id": task_id})
    outcome = await vite.build(parsed(completion)[1])
    assert outcome.site is not None, outcome.errors
    files = outcome.site.files
    errors = []

    async def serve(route):
        path = urlsplit(route.request.url).path.lstrip("/")
        path = path if path in files else "index.html"
        await route.fulfill(content_type=mimetypes.guess_type(path)[0], body=files[path])

    program = locate_chromium(locate_toolchain())
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program.executable,
            env=dict(program.env),
            args=["--no-sandbox", "--no-zygote", "--disable-gpu"],
        )
        try:
            page = await browser.new_page(viewport={"width": 1024, "height": 768})
            page.on("pageerror", lambda error: errors.append(str(error)))
            await page.route("**/*", serve)
            await page.goto(HOME)
            yield page
        finally:
            await browser.close()
    assert errors == []
