"""Without JavaScript and without a web server the site still shows every paper."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.explorer import Explorer
from tests.browser.server import serve


def test_without_javascript_the_same_papers_stand_in_plain_lists(new_page: NewPage, base: str) -> None:
    explorer = Explorer(new_page(), base)
    filtered = set(explorer.titles())
    page = new_page(javascript=False)
    page.goto(base + "explore/")
    assert not page.locator(".kb-explore").is_visible()
    page.locator("noscript").get_by_role("link", name="all papers").click()
    assert set(page.locator(".kb-card__title").all_inner_texts()) == filtered


def test_without_javascript_facets_are_links_to_lists(new_page: NewPage, base: str) -> None:
    page = new_page(javascript=False)
    page.goto(base + "explore/")
    page.locator("noscript").get_by_role("link", name="Clustering").click()
    assert page.locator("h1").inner_text() == "Clustering"
    assert page.locator(".kb-card").count() == 2


def test_without_javascript_the_header_search_leads_to_the_plain_lists(new_page: NewPage, base: str) -> None:
    page = new_page(javascript=False)
    page.goto(base + "papers/seeing-and-hearing/")
    box = page.get_by_role("searchbox", name="Search all pages")
    box.fill("pairs")
    box.press("Enter")
    page.wait_for_url("**/search/?q=pairs")
    expect(page.locator("noscript p")).to_contain_text("Search needs JavaScript")
    expect(page.locator("noscript").get_by_role("link", name="all papers")).to_be_visible()


def test_without_javascript_a_paper_is_whole(new_page: NewPage, base: str) -> None:
    page = new_page(javascript=False)
    page.goto(base + "papers/seeing-and-hearing/")
    expect(page.locator("#kb-bibtex")).to_contain_text("@inproceedings")
    assert page.locator("[data-kb-copy]:visible").count() == 0


def _file_page(new_page: NewPage, site: Path) -> tuple[Page, str]:
    folder = f"{site.as_uri()}/"
    return new_page(allowed=folder), folder


def test_from_a_file_system_links_lead_from_page_to_page(new_page: NewPage, small_site: Path) -> None:
    page, folder = _file_page(new_page, small_site)
    page.goto(f"{folder}index.html")
    page.locator(".kb-card__title a").first.click()
    page.wait_for_url("**/papers/*/index.html")
    page.get_by_role("link", name="Contrastive").first.click()
    page.wait_for_url("**/topics/objective/contrastive/index.html")
    page.get_by_role("link", name="Datasets", exact=True).first.click()
    page.wait_for_url("**/datasets/index.html")


def test_from_a_file_system_the_explorer_filters_and_exports(new_page: NewPage, small_site: Path) -> None:
    page, folder = _file_page(new_page, small_site)
    page.goto(f"{folder}explore/index.html")
    page.wait_for_selector("#kb-explore[data-shown=all]")
    page.locator("#kb-explore input[name=q]").fill("saric")
    page.wait_for_selector("#kb-explore[data-shown='q=saric']")
    title = page.locator(".kb-explore__results").get_by_role("link", name="Seeing and Hearing Together")
    expect(title).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export these").click()
    assert "muller2017seeing" in download.value.path().read_text(encoding="utf-8")
    title.click()
    page.wait_for_url("**/papers/seeing-and-hearing/index.html")


def test_from_a_file_system_search_says_that_it_needs_a_server(new_page: NewPage, small_site: Path) -> None:
    page, folder = _file_page(new_page, small_site)
    page.goto(f"{folder}papers/seeing-and-hearing/index.html")
    box = page.get_by_role("searchbox", name="Search all pages")
    box.fill("pairs")
    box.press("Enter")
    page.wait_for_url("**/search/index.html?q=pairs")
    expect(page.locator(".kb-needs-server")).to_contain_text("needs a web server")


def test_the_site_works_at_the_root_of_a_server_too(new_page: NewPage, small_site: Path) -> None:
    with serve(small_site) as address:
        page = new_page(allowed=f"{address}/")
        Explorer(page, f"{address}/").type("masked")
        page.get_by_role("link", name="Masked Everything").click()
        page.wait_for_url(f"{address}/papers/masked-everything/")
        page.get_by_role("searchbox", name="Search all pages").fill("pairs")
        expect(page.locator(".kb-search__hits .kb-hit").first).to_be_visible()
