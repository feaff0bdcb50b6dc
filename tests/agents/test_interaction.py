"""What the sites do when somebody uses them: every click goes through a real build and a real browser."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.agents.browsing import HOME, opened

pytestmark = pytest.mark.slow


async def test_a_shop_filters_keeps_its_basket_and_checks_out(vite):
    async with opened(vite, "showcase", "ceramics-studio-shop") as page:
        await page.get_by_label("Glaze").select_option("Celadon")
        await expect(page.locator("main li")).to_have_count(4)
        await page.get_by_text("River Jug").click()
        await page.get_by_role("button", name="One more").click()
        await page.get_by_role("button", name="Add to basket").click()
        await page.reload()
        await page.get_by_label("Basket with 2 pieces").click()
        await page.get_by_label("Discount code").fill("STONE")
        await page.get_by_role("button", name="Apply").click()
        await expect(page.get_by_text("This code is not valid")).to_be_visible()
        await page.get_by_label("Discount code").fill("EARTH10")
        await page.get_by_role("button", name="Apply").click()
        await expect(page.get_by_text("€115.20")).to_be_visible()
        await page.get_by_role("button", name="Check out").click()
        await page.get_by_role("button", name="Send the order").click()
        await expect(page.get_by_text("Please enter your postcode.")).to_be_visible()
        for label in ("Name", "Address", "Postcode"):
            await page.get_by_label(label, exact=True).fill("Ada")
        await page.get_by_role("button", name="Send the order").click()
        await expect(page.get_by_text("Thank you, Ada")).to_be_visible()
        await expect(page.get_by_label("Basket with 0 pieces")).to_be_visible()


async def test_a_night_train_is_booked_and_cancelled(vite):
    async with opened(vite, "showcase", "night-train-planner") as page:
        await page.get_by_role("button", name="Sort by price").click()
        await page.locator("main li a").first.click()
        await page.get_by_role("link", name="Book this train").click()
        await page.get_by_label("Passengers").select_option("3")
        await expect(page.get_by_text("€207", exact=True)).to_be_visible()
        await page.get_by_role("button", name="Confirm booking").click()
        await expect(page.get_by_text("Please enter a name for the ticket.")).to_be_visible()
        await page.get_by_label("Name").fill("Ada")
        await page.get_by_label("E-mail address").fill("ada@example.com")
        await page.get_by_role("button", name="Confirm booking").click()
        await expect(page.get_by_text("Good night, Ada")).to_be_visible()
        await page.goto(f"{HOME}/my-trips")
        await page.get_by_role("button", name="Cancel this trip").click()
        await expect(page.get_by_text("is cancelled")).to_be_visible()


async def test_two_thousand_trees_are_searched_and_paged(vite):
    async with opened(vite, "showcase", "street-tree-census") as page:
        await page.get_by_role("link", name="Trees", exact=True).click()
        await expect(page.get_by_text("Page 1 of 80")).to_be_visible()
        await page.get_by_role("button", name="Next").click()
        await expect(page.get_by_text("Page 2 of 80")).to_be_visible()
        await page.get_by_label("Number").first.fill("1999")
        await expect(page.get_by_text("1 tree matches")).to_be_visible()
        await page.get_by_role("button", name="Reset filters").click()
        await expect(page.get_by_text("2,000 trees match")).to_be_visible()


async def test_a_weather_desk_loads_fails_and_remembers(vite):
    async with opened(vite, "showcase", "lighthouse-weather-desk") as page:
        await expect(page.get_by_text("Last update")).to_be_visible()
        await page.get_by_role("link", name="Stations").click()
        await page.locator("li", has_text="Outer Rock").get_by_role("button").click()
        await expect(page.get_by_text("Station does not answer")).to_be_visible()
        await expect(page.get_by_role("button", name="Try again")).to_be_visible()
        await page.get_by_role("link", name="Log").click()
        await page.get_by_label("New remark").fill("ab")
        await page.get_by_role("button", name="Write it down").click()
        await expect(page.get_by_text("this one has 2")).to_be_visible()
        await page.get_by_label("New remark").fill("A whale")
        await page.get_by_role("button", name="Write it down").click()
        await page.reload()
        await expect(page.get_by_text("A whale")).to_be_visible()


async def test_lanterns_close_stay_lit_and_make_a_time(vite):
    async with opened(vite, "showcase", "lantern-memory-game") as page:
        await page.get_by_label("Size").select_option("12")
        cards = page.locator("main li button")
        places: dict[str, list[int]] = {}
        for first in range(0, 12, 2):
            for place in (first, first + 1):
                await cards.nth(place).click()
                name = (await cards.nth(place).get_attribute("aria-label")).split(",")[0]
                places.setdefault(name, []).append(place)
            if len(places[name]) == 1 or places[name] != [first, first + 1]:
                await expect(page.get_by_label("uncovered")).to_have_count(0)
        for pair in places.values():
            if "lit" not in await cards.nth(pair[0]).get_attribute("aria-label"):
                await cards.nth(pair[0]).click()
                await cards.nth(pair[1]).click()
        await expect(page.get_by_text("The festival is lit")).to_be_visible()
        await page.get_by_label("Your name").fill("Wren")
        await page.get_by_role("button", name="Enter Best Times").click()
        await page.get_by_role("link", name="See Best Times").click()
        await expect(page.get_by_text("Wren")).to_be_visible()


async def test_an_observatory_refuses_wrong_fields_and_stays_red(vite):
    async with opened(vite, "showcase", "observatory-visitor-site") as page:
        await page.get_by_role("link", name="Plan a Visit").click()
        await page.get_by_role("button", name="Request a visit").click()
        await expect(page.get_by_text("The dome holds 1 to 12 visitors.")).to_be_visible()
        await page.get_by_role("button", name="Red light mode").click()
        await page.reload()
        await expect(page.get_by_role("button", name="Red light mode")).to_have_attribute("aria-pressed", "true")


async def test_an_assembled_site_works(vite):
    async with opened(vite, "scaffold", "seed-swap-library") as page:
        await page.get_by_label("Search packets").fill("zzz")
        await expect(page.get_by_text("No packets match your search.")).to_be_visible()
        await page.get_by_role("button", name="Clear search and filters").click()
        await page.get_by_label("Kind").select_option("Herb")
        await expect(page.get_by_role("status").filter(has_text="of 8 packets")).not_to_have_text("8 of 8 packets")
        await page.get_by_label("Save ").first.click()
        await page.reload()
        await expect(page.get_by_text("1 saved")).to_be_visible()
        await page.get_by_role("link", name="Offer Seeds").first.click()
        send = page.locator("form").get_by_role("button", name="Offer Seeds")
        await send.click()
        await expect(page.get_by_text("Please enter name.")).to_be_visible()
        await page.get_by_label("Name").fill("Broad Bean")
        await page.get_by_label("Kind").select_option("Herb")
        await page.get_by_label("Harvest year").fill("2020")
        await send.click()
        await expect(page.get_by_text("Your reference is")).to_be_visible()
        await page.get_by_role("link", name="My Packets").first.click()
        await page.get_by_label("Name").fill("Okra")
        await page.locator("form").get_by_role("button", name="Add packet").click()
        await page.reload()
        await page.get_by_label("Delete Okra").click()
        await page.get_by_role("button", name="Yes").click()
        await expect(page.get_by_text("Okra", exact=True)).to_have_count(0)
