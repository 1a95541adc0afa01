"""Full-text search: the header's box on every page, and the page of all results."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage

PAPER = "papers/masked-everything/"


def test_the_header_shows_pages_as_one_types(page: Page, base: str) -> None:
    page.goto(base + PAPER)
    page.keyboard.press("/")
    page.keyboard.type("teach each other")
    hit = page.locator(".kb-search__hits .kb-hit").first
    expect(hit).to_contain_text("Seeing and Hearing Together")
    expect(hit).to_contain_text("Ada Müller")
    expect(hit.locator("mark").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/seeing-and-hearing/")


def test_escape_closes_the_results_and_leaves_the_words(page: Page, base: str) -> None:
    page.goto(base + PAPER)
    box = page.get_by_role("searchbox", name="Search all pages")
    box.fill("pairs")
    panel = page.locator(".kb-search__panel")
    expect(panel).to_be_visible()
    box.press("Escape")
    expect(panel).not_to_be_visible()


def test_the_index_loads_only_when_somebody_searches(page: Page, base: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(base + PAPER, wait_until="networkidle")
    assert [url for url in asked if "/pagefind/" in url] == []
    page.get_by_role("searchbox", name="Search all pages").fill("pairs")
    expect(page.locator(".kb-search__hits .kb-hit").first).to_be_visible()
    assert [url for url in asked if url.endswith(".pf_index")] != []


def test_words_that_stand_nowhere_lead_to_the_explorer(page: Page, base: str) -> None:
    page.goto(base + PAPER)
    page.get_by_role("searchbox", name="Search all pages").fill("qqqzzz")
    panel = page.locator(".kb-search__panel")
    expect(panel).to_contain_text("No page has the words “qqqzzz”.")
    panel.get_by_role("link", name="Search titles and authors in Explore").click()
    page.wait_for_url("**/explore/?q=qqqzzz")


def test_enter_shows_all_results_on_their_own_page(page: Page, base: str) -> None:
    page.goto(base + PAPER)
    box = page.get_by_role("searchbox", name="Search all pages")
    box.fill("pairs")
    box.press("Enter")
    page.wait_for_url("**/search/?q=pairs")
    expect(page.locator("#kb-search [role=status]")).to_have_text("4 pages found")
    assert page.locator(".kb-hits .kb-hit").count() == 4


def test_results_are_filtered_by_kind_and_the_address_says_so(page: Page, base: str) -> None:
    page.goto(base + "search/?q=pairs")
    page.locator(".kb-kinds button", has_text="Dataset").click()
    expect(page.locator("#kb-search [role=status]")).to_have_text("1 page found")
    assert page.url.endswith("search/?q=pairs&kind=Dataset")
    expect(page.locator(".kb-kinds button[aria-pressed=true]")).to_contain_text("Dataset")
    page.go_back()
    expect(page.locator("#kb-search [role=status]")).to_have_text("4 pages found")


def test_an_identifier_is_found_however_it_is_pasted(page: Page, base: str) -> None:
    page.goto(base + "search/")
    page.locator("#kb-search input[name=q]").fill("https://arxiv.org/abs/1705.01234v1")
    expect(page.locator(".kb-hits .kb-hit__link").first).to_have_text("Seeing and Hearing Together")


def test_datasets_and_topics_are_found_too(page: Page, base: str) -> None:
    for words, kind, path in (
        ("tone clips", "Dataset", "datasets/tone-clips/"),
        ("hidden", "Topic", "topics/objective/"),
    ):
        page.goto(f"{base}search/?q={words}&kind={kind}")
        link = page.locator(".kb-hits .kb-hit__link").first
        expect(link).to_be_visible()
        assert path in str(link.get_attribute("href"))


def test_an_index_that_cannot_be_loaded_is_said(new_page: NewPage, base: str) -> None:
    page = new_page()
    page.route("**/pagefind/pagefind.js", lambda route: route.fulfill(body="throw 1", content_type="text/javascript"))
    page.goto(base + "search/?q=pairs")
    expect(page.locator("#kb-search [role=status]")).to_contain_text("could not be loaded")
