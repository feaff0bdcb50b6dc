"""The longer hand-made sites in a visitor's hands: what is refused, what is counted, what a reload leaves."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from tests.agents.browsing import opened

pytestmark = pytest.mark.slow


def link(page, name):
    return page.get_by_role("link", name=name, exact=True)


def button(page, name):
    return page.get_by_role("button", name=name)


async def test_a_notebook_gives_its_rows_away_and_takes_them_back(vite, tmp_path):
    async with opened(vite, "showcase", "apiary-inspection-notebook") as page:
        await button(page, "Remove Hazel").click()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("listitem")).to_have_count(5)
        await link(page, "New Inspection").click()
        await page.get_by_label("Hive").select_option("Clover")
        await page.get_by_label("Date").fill("2199-01-01")
        await page.get_by_label("Frames of brood").fill("13")
        await button(page, "Save inspection").click()
        await expect(page.get_by_text("in the future")).to_be_visible()
        await expect(page.get_by_text("whole number from 0 to 12")).to_be_visible()
        await page.get_by_label("Date").fill("2025-12-31")
        await page.get_by_label("Frames of brood").fill("0")
        await page.get_by_label("Remarks").fill('They said "hum",\ntwice')
        await button(page, "Save inspection").click()
        rows = page.get_by_role("table").get_by_role("row")
        await expect(rows.nth(1)).to_contain_text("hum")
        await link(page, "Export").click()
        async with page.expect_download() as waiting:
            await button(page, "Download CSV").click()
        download = await waiting.value
        assert download.suggested_filename == "hive-notes.csv"
        await download.save_as(tmp_path / "hive-notes.csv")
        content = (tmp_path / "hive-notes.csv").read_bytes()
        assert b'"They said ""hum"",\ntwice"' in content
        chosen = page.locator("input[type=file]")
        await chosen.set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": content})
        await expect(page.get_by_text("10 rows were added")).to_be_visible()
        wrong = content.replace(b",0,", b",99,")
        await chosen.set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": wrong})
        await expect(page.get_by_text("This is not a hive notes file")).to_be_visible()
        await expect(page.get_by_text("20 rows").first).to_be_visible()


async def test_a_stopwatch_runs_on_over_a_reload_and_a_fixed_thing_is_counted(vite):
    async with opened(vite, "showcase", "repair-cafe-queue") as page:
        await page.clock.install()
        bench = page.get_by_role("region", name="Textiles")
        await button(bench, "Start Tomasz").click()
        await expect(bench.get_by_role("article").first).to_contain_text("Tomasz")
        await page.clock.fast_forward(65_000)
        await expect(bench.get_by_role("timer")).to_have_text(re.compile(r"^1:\d\d$"))
        await page.reload()
        await expect(bench.get_by_role("timer")).to_have_text(re.compile(r"^1:\d\d$"))
        await button(bench, "Fixed").click()
        await link(page, "Saved Things").click()
        await expect(page.get_by_role("figure").get_by_role("listitem").filter(has_text="Textiles")).to_contain_text(
            "13"
        )
        await link(page, "Repairers").click()
        await page.get_by_role("switch", name="Free Piet").uncheck()
        await link(page, "Queue").click()
        await expect(page.get_by_role("region", name="Wood")).to_contain_text("Bench resting")
        await expect(page.get_by_text("Bench resting")).to_have_count(1)


async def test_a_visitor_takes_a_seat_spends_three_votes_and_keeps_a_draft(vite):
    async with opened(vite, "showcase", "film-club-ballot") as page:
        await link(page, "Talk").click()
        await page.get_by_label("Your post").fill("Half a thought")
        await page.get_by_role("button", name="Post", exact=True).click()
        await expect(page.get_by_label("Member name")).to_be_focused()
        for name in ("Al", "Alma7", "A" * 21, "otto"):
            await page.get_by_label("Member name").fill(name)
            await button(page, "Take a seat").click()
            await expect(page.get_by_label("Member name")).to_have_attribute("aria-invalid", "true")
        await page.get_by_label("Member name").fill("Åsmund")
        await button(page, "Take a seat").click()
        await link(page, "Talk").click()
        await expect(page.get_by_label("Your post")).to_have_value("Half a thought")
        await link(page, "Ballot").click()
        for _ in range(4):
            await button(page, "Vote for Static").click()
        await expect(page.get_by_text("No votes left")).to_be_visible()
        await expect(page.get_by_text("3 of them yours")).to_be_visible()
        await button(page, "Take back from Static").click()
        await page.reload()
        await expect(page.get_by_text("1 vote left")).to_be_visible()


async def test_the_tide_decides_who_may_cross(vite):
    async with opened(vite, "showcase", "tide-table-harbour") as page:
        await page.clock.install()
        for day in range(15):
            await page.clock.set_fixed_time(f"2026-03-{day + 1:02}T12:00:00")
            await page.goto("https://site.test/week")
            await page.get_by_label("Spring tides only").check()
            assert 1 <= await page.locator("tbody tr").count() <= 6
        await link(page, "Safe Crossing").click()
        for time in ("", "05:59", "21:01", "24:00", "7 pm", "12:60"):
            await page.get_by_label("Time").fill(time)
            await button(page, "Check crossing").click()
            await expect(page.get_by_text("Enter a time between 06:00 and 21:00")).to_be_visible()
        answers = set()
        for hour in range(6, 22):
            await page.get_by_label("Time").fill(f"{hour}:00")
            await button(page, "Check crossing").click()
            answers.add((await page.get_by_role("status").inner_text()).split("\n")[0])
        assert answers == {"Safe to cross", "Wait for the tide"}


async def test_a_bakery_lets_the_boss_plan_and_the_helper_ask(vite):
    async with opened(vite, "showcase", "bakery-shift-planner") as page:

        async def sign_in(name, word):
            await page.get_by_label("Name").fill(name)
            await page.get_by_label("Password").fill(word)
            await button(page, "Sign in").click()

        async def choose(label, option):
            # Ant Design covers its input with the chosen value; a click at its place opens the list.
            await page.get_by_label(label).first.click(force=True)
            await page.get_by_role("option", name=option).last.click()

        await sign_in("helper", "rye-2026")
        await expect(page.get_by_text("That did not match")).to_be_visible()
        await sign_in("helper", "oat-2026")
        await expect(page.get_by_role("row")).to_have_count(8)
        await expect(page.get_by_role("combobox")).to_have_count(0)
        await link(page, "Requests").click()
        await page.get_by_label("Reason").fill("wed ")
        await button(page, "Ask for the day").click()
        await expect(page.get_by_text("at least five characters")).to_be_visible()
        await page.get_by_label("Reason").fill("My sister marries")
        await button(page, "Ask for the day").click()
        await button(page, "Sign out").click()
        await sign_in("boss", "rye-2026")
        await choose("Monday Night", "Greta")
        await choose("Monday Shop", "Greta")
        await expect(page.get_by_text("Already working that day")).to_be_visible()
        await button(page, "Clear Monday Night").click()
        await choose("Monday Shop", "Greta")
        await page.reload()
        await expect(page.get_by_role("row").nth(1)).to_contain_text("Greta Holm")
        await link(page, "Staff").click()
        await button(page, "Delete Greta Holm").click()
        await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        await link(page, "Week Plan").click()
        await expect(page.get_by_role("row").nth(1)).not_to_contain_text("Greta Holm")
        await link(page, "Requests").click()
        await button(page, "Accept").click()
        await expect(page.get_by_role("listitem")).to_contain_text("Accepted")


async def test_leftovers_are_known_by_any_name_and_amounts_follow_the_guests(vite):
    async with opened(vite, "showcase", "leftover-recipe-helper") as page:
        await page.clock.install()
        for name in ("", "  ", "Rice", " rice ", "cooked carrots", "Carrots, cooked"):
            await page.get_by_label("Ingredient").fill(name)
            await button(page, "Add").click()
        await expect(page.get_by_role("alert")).to_contain_text("cooked carrots in the fridge already")
        await expect(button(page, "Remove")).to_have_count(2)
        await button(page, "Suggest dinner").click()
        await expect(page.get_by_text("Thinking about dinner")).to_be_visible()
        await page.clock.fast_forward(2_000)
        seen = []
        for _ in range(5):
            await expect(button(page, "Cook this")).to_have_count(3)
            seen += await page.get_by_role("heading", level=2).all_inner_texts()
            await button(page, "Other ideas").click()
            await page.clock.fast_forward(2_000)
        assert len(set(seen)) == 15
        await page.get_by_label("Vegetarian").check()
        await page.get_by_label("Under 30 minutes").check()
        await expect(page.get_by_text("Vegetarian")).to_have_count(4)
        await button(page, "Cook this Midnight Fried Rice").click()
        amounts = page.get_by_role("region", name="For").get_by_role("listitem")
        await expect(amounts).to_contain_text(["300 g", "2", "2", "80 g", "2 tbsp"])
        await button(page, "More").click()
        await expect(amounts).to_contain_text(["450 g", "3", "3", "120 g", "3 tbsp"])
        for _ in range(2):
            await button(page, "Fewer").click()
        await expect(button(page, "Fewer")).to_be_disabled()
        await expect(amounts).to_contain_text(["150 g", "1carrot", "1egg", "40 g", "1 tbsp"])
        await button(page, "Save recipe").click()
        await button(page, "Next").click()
        await page.reload()
        await expect(page.get_by_text("Step 2 of 5")).to_be_visible()
        await expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "2")
        await link(page, "Saved").click()
        await page.get_by_role("radio", name="four stars").check()
        await page.reload()
        await expect(page.get_by_role("radio", name="four stars")).to_be_checked()


async def test_a_packet_of_mine_is_labelled_edited_and_kept_until_it_is_deleted(vite):
    async with opened(vite, "showcase", "seed-swap-library") as page:
        await page.get_by_label("Kind").select_option("Herb")
        await page.get_by_label("Search seeds").fill(" BASIL ")
        await expect(page.get_by_role("article")).to_have_count(1)
        await link(page, "Offer Seeds").click()
        for year in ("1990", "2014", "2027", "20x4", "-202", ""):
            await page.get_by_label("Harvest year").fill(year)
            await button(page, "Offer these seeds").click()
            await expect(page.get_by_label("Name")).to_be_focused()
            await expect(page.get_by_text("Only 2015 to 2026")).to_be_visible()
        await page.get_by_label("Name").fill(" Sage <b> ")
        for year in ("2015", "2026"):
            await page.get_by_label("Harvest year").fill(year)
            await expect(page.get_by_text("Only 2015 to 2026")).to_have_count(0)
        await page.get_by_label("Kind").select_option("Herb")
        await button(page, "Offer these seeds").click()
        await button(page, "Edit Sage <b>").click()
        await page.get_by_label("Note").fill("Prune after the frost")
        await page.get_by_label("Name").fill("")
        await button(page, "Save changes").click()
        await expect(page.get_by_text("A packet needs a name")).to_be_visible()
        await page.get_by_label("Name").fill("Sage")
        await button(page, "Save changes").click()
        await expect(button(page, "Edit Sage")).to_be_focused()
        await link(page, "Browse").click()
        await page.reload()
        await expect(page.get_by_role("article")).to_have_count(9)
        await expect(page.get_by_role("article").first).to_contain_text("Prune after the frost")
        await link(page, "My Packets").click()
        await button(page, "Delete Sage").click()
        await page.keyboard.press("Escape")
        await expect(button(page, "Delete Sage")).to_be_focused()
        await button(page, "Delete Sage").click()
        await button(page, "Delete for good").click()
        await expect(page.get_by_role("article")).to_have_count(0)
        await page.reload()
        await expect(page.get_by_text("Nothing of yours")).to_be_visible()
