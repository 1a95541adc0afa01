"""The explorer as a reader uses it."""

from playwright.sync_api import Locator, Page, expect


class Explorer:
    """The explorer's page, ready when it shows what its address asks for."""

    def __init__(self, page: Page, base: str, query: str = "") -> None:
        self.page = page
        page.goto(f"{base}explore/{query}")
        self.wait()
        self.box = page.locator("#kb-explore input[name=q]")
        self.status = page.locator(".kb-explore__status")

    def wait(self) -> None:
        """Wait until the results are those of the address, and the counts of the filters those of the results."""
        self.page.wait_for_function(
            """() => {
                const { asked, shown, followed } = document.querySelector('#kb-explore')?.dataset ?? {};
                const sorted = query => [...new URLSearchParams(query)].map(String).sort().join();
                if (shown === undefined || shown !== asked || followed !== asked) return false;
                return sorted(shown === 'all' ? '' : shown) === sorted(location.search);
            }"""
        )

    def type(self, text: str) -> None:
        """Replace the words in the box, letter by letter as a reader does."""
        self.box.fill("")
        self.box.press_sequentially(text)
        self.wait()

    def choose(self, label: str, facet: str) -> None:
        """Press an option of a facet."""
        self.option(label, facet).click()
        self.wait()

    def option(self, label: str, facet: str) -> Locator:
        """The line of an option, opened if its facet was folded."""
        group = self.page.locator(".kb-facet").filter(has=self.page.locator("summary", has_text=facet))
        if group.get_attribute("open") is None:
            group.locator("summary").click()
        return group.locator("label").filter(has=self.page.get_by_text(label, exact=True))

    def count(self, label: str, facet: str) -> int:
        """The number beside an option."""
        return int(self.option(label, facet).locator(".kb-option__count").inner_text())

    def titles(self) -> list[str]:
        """The titles of the papers shown, in order."""
        return self.page.locator(".kb-explore__results .kb-card__title").all_inner_texts()

    def chips(self) -> list[str]:
        """The filters that are on, as their chips say."""
        return self.page.locator(".kb-chip--remove").all_text_contents()

    def expect_status(self, text: str) -> None:
        """The line above the results."""
        expect(self.status).to_have_text(text)
