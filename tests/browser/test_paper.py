"""A paper's page and a dataset's: what is it, may I trust it, where is the code, how do I cite it."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage


def test_a_paper_answers_above_the_fold_of_a_phone(new_page: NewPage, base: str) -> None:
    page = new_page(width=390, height=844)
    page.goto(base + "papers/seeing-and-hearing/")
    for part in ("h1", ".kb-authors", ".kb-where", ".kb-buttons", ".kb-summary"):
        box = page.locator(part).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 844, part


def test_its_parts_stand_in_the_order_a_reader_asks(page: Page, base: str) -> None:
    page.goto(base + "papers/seeing-and-hearing/")
    headings = page.locator("#content h2").all_inner_texts()
    wanted = [
        "Code", "Datasets used", "Results", "Citations", "Extends", "Related papers", "Versions",
        "Reading notes", "Cite", "Record",
    ]  # fmt: skip
    assert [heading for heading in headings if heading in wanted] == wanted


def test_links_lead_to_the_paper_the_code_and_the_project(page: Page, base: str) -> None:
    page.goto(base + "papers/seeing-and-hearing/")
    buttons = page.locator("a.kb-button[rel=noopener]").all()
    links = {" ".join(button.inner_text().split()): button.get_attribute("href") for button in buttons}
    assert links["arXiv"] == "https://arxiv.org/abs/1705.01234"
    assert links["PDF"] == "https://arxiv.org/pdf/1705.01234"
    assert links["Code archived"] == "https://github.com/example/see-hear"
    assert links["Project page"] == "https://see-hear.example/"
    assert links["Fix this record"] == (
        "https://github.com/example/small-kb/edit/main/data/papers/2017/seeing-and-hearing.yaml"
    )


def test_code_is_told_with_its_stars_its_last_push_and_who_read_them(page: Page, base: str) -> None:
    page.goto(base + "papers/seeing-and-hearing/")
    code = page.locator("section", has=page.get_by_role("heading", name="Code", exact=True))
    expect(code.get_by_role("link", name="example/see-hear")).to_be_visible()
    for words in ("archived", "321 stars", "last push 2019-03-04", "Python", "GitHub, 2026-04-01"):
        expect(code).to_contain_text(words)


def test_a_retracted_paper_says_so_above_the_fold_of_a_phone(new_page: NewPage, base: str) -> None:
    page = new_page(width=390, height=844)
    page.goto(base + "papers/clusters-of-sound/")
    notice = page.get_by_role("note")
    expect(notice).to_contain_text("This paper was retracted.")
    expect(notice).to_contain_text("Stated by Crossref, 2026-04-01")
    expect(notice.get_by_role("link", name="Read the notice of 2021-02-03")).to_have_attribute(
        "href", "https://doi.org/10.5555/notice"
    )
    box = notice.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 600


def test_the_contents_lead_to_every_section(page: Page, base: str) -> None:
    page.goto(base + "papers/seeing-and-hearing/")
    contents = page.get_by_role("navigation", name="On this page").get_by_role("link")
    for link in contents.all():
        link.click()
        target = page.locator(link.get_attribute("href") or "")
        expect(target).to_be_in_viewport()
    assert contents.count() >= 8


def test_results_lead_to_their_dataset_and_task_and_say_where_they_stand(page: Page, base: str) -> None:
    page.goto(base + "papers/seeing-and-hearing/")
    row = page.get_by_role("region", name="Results", exact=True).locator("tbody tr").filter(has_text="accuracy")
    expect(row).to_contain_text("79.3\xa0%")
    expect(row).to_contain_text("Table 2")
    row.get_by_role("link", name="Sound classification").click()
    expect(page.locator("h1")).to_have_text("Sound classification")
    page.go_back()
    row.get_by_role("link", name="Tone Clips").click()
    expect(page.get_by_role("heading", level=2, name="Results on it")).to_be_visible()


def test_notes_tell_what_a_reader_found(page: Page, base: str) -> None:
    page.goto(base + "papers/seeing-and-hearing/")
    notes = page.locator(".kb-notes")
    for words in ("No labels are needed.", "audio-visual correspondence", "the same CNN on spectrograms"):
        expect(notes).to_contain_text(words)


def test_related_papers_say_why_and_are_compared_together(page: Page, base: str) -> None:
    page.goto(base + "papers/seeing-and-hearing/")
    related = page.locator(".kb-near .kb-citation")
    first = related.first
    title = first.locator(".kb-card__title").inner_text()
    assert first.locator(".kb-stated").inner_text().strip()
    page.locator(".kb-near").get_by_role("link", name="Compare with the nearest").click()
    page.wait_for_selector("#kb-compare[data-shown]")
    compared = page.locator(".kb-compare__paper > a").all_inner_texts()
    assert compared[:2] == ["Seeing and Hearing Together", title]


def test_a_dataset_paper_says_what_it_introduces(page: Page, base: str) -> None:
    page.goto(base + "papers/caption-pairs-paper/")
    introduces = page.locator("section", has=page.get_by_role("heading", name="Introduces"))
    expect(introduces.get_by_role("rowheader")).to_have_text("Caption Pairs")


def test_versions_tell_the_publication_and_the_preprint(page: Page, base: str) -> None:
    page.goto(base + "papers/seeing-and-hearing/")
    versions = page.locator("section", has=page.get_by_role("heading", name="Versions"))
    expect(versions.get_by_role("link", name="doi:10.5555/tcml.2017.8")).to_be_visible()
    expect(versions).to_contain_text("arXiv:1705.01234, version 2 of 2017-08-01; the first is of 2017-01-09")


def test_bibtex_is_copied(new_page: NewPage, base: str) -> None:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(base + "papers/seeing-and-hearing/")
    button = page.locator("[data-kb-copy=kb-bibtex]")
    button.click()
    expect(button).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#kb-bibtex").inner_text()
    assert copied.startswith("@inproceedings{muller2017seeing,")
    expect(button).to_have_text("Copy BibTeX")


def test_where_copying_is_forbidden_the_entry_is_selected_and_it_is_said(new_page: NewPage, base: str) -> None:
    page = new_page()
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    page.goto(base + "papers/seeing-and-hearing/")
    button = page.locator("[data-kb-copy=kb-bibtex]")
    button.click()
    expect(button).to_have_text("Select and copy by hand")
    assert page.evaluate("getSelection().toString()").startswith("@inproceedings{")


def test_citations_say_who_states_them_and_how_much_is_known(page: Page, base: str) -> None:
    page.goto(base + "papers/seeing-and-hearing/")
    around = page.locator("section", has=page.get_by_role("heading", name="Citations", exact=True))
    expect(around.locator(".kb-coverage").nth(1)).to_have_text("Cites: 1 of 24 references is here")
    expect(around.locator(".kb-coverage").first).to_contain_text(
        "Cited 1,204 times by all papers that Semantic Scholar"
    )
    cited = around.get_by_role("row", name="cited by this paper")
    expect(cited.get_by_role("rowheader")).to_have_text("Listening to Tones")
    # Several sources state it: the reference list that was read and the record's own relations.
    expect(cited).to_contain_text("curated here; reference list: reference list of the paper")


def test_the_abstract_is_folded_and_says_its_source(page: Page, base: str) -> None:
    page.goto(base + "papers/seeing-and-hearing/")
    abstract = page.locator("details", has_text="Abstract")
    expect(abstract.locator("p").first).not_to_be_visible()
    abstract.locator("summary").click()
    expect(abstract).to_contain_text("<em>No</em> labels & no tricks.")
    expect(abstract.locator("time")).to_have_attribute("datetime", "2026-04-01")


def test_doubts_are_shown(page: Page, base: str) -> None:
    page.goto(base + "papers/seeing-and-hearing/")
    expect(page.locator(".kb-provenance")).to_contain_text("the preprint says 2016")


def test_what_is_not_known_is_said_and_never_a_zero(page: Page, base: str) -> None:
    page.goto(base + "papers/no-authors/")
    text = page.locator("#content").inner_text()
    for words in ("Authors not known yet", "venue not known yet", "No link to the paper is known yet", "not known"):
        assert words in text, words


def test_dataset_tables_keep_the_sources_words_and_sort_by_number(page: Page, base: str) -> None:
    page.goto(base + "datasets/")
    table = page.locator("section", has=page.locator("#image-text")).locator("table")
    names = table.locator("tbody th")
    size = table.get_by_role("button", name="Pairs")
    size.click()
    assert names.all_inner_texts() == ["Caption Pairs", "Small Captions"]
    expect(table.locator("th[aria-sort=descending]")).to_have_text("Pairs")
    size.press("Enter")
    assert names.all_inner_texts() == ["Small Captions", "Caption Pairs"]
    assert "3.1M" in table.inner_text()
    number = table.locator("td.kb-number").first
    assert number.evaluate("cell => getComputedStyle(cell).textAlign") == "right"
    assert number.evaluate("cell => getComputedStyle(cell).fontVariantNumeric") == "tabular-nums"


def test_dataset_tables_lead_to_the_data_and_put_what_is_not_known_last(page: Page, base: str) -> None:
    page.goto(base + "datasets/")
    pairs = page.locator("section", has=page.locator("#image-text")).locator("table")
    expect(pairs.get_by_role("link", name="page of Caption Pairs")).to_have_attribute(
        "href", "https://data.example/caption-pairs"
    )
    expect(pairs.get_by_role("link", name="code of Caption Pairs")).to_have_text("code")
    assert pairs.get_by_role("columnheader", name="Licence").count() == 0
    assert "one for each" in pairs.inner_text()
    for _ in ("descending", "ascending"):
        pairs.get_by_role("button", name="Images").click()
        assert pairs.locator("tbody th").all_inner_texts() == ["Small Captions", "Caption Pairs"]
    sounds = page.locator("section", has=page.locator("#audio-visual")).locator("table")
    assert sounds.get_by_role("columnheader").all_inner_texts() == [
        "Name", "Year", "Clips", "Hours", "Modality", "Domain", "Tasks", "Licence", "Access",
        "Introduced by", "Used by",
    ]  # fmt: skip
    expect(sounds).to_contain_text("CC BY 4.0")


def test_a_dataset_says_who_introduces_and_who_uses_it(page: Page, base: str) -> None:
    page.goto(base + "datasets/tone-clips/")
    introduced = page.locator("section", has=page.get_by_role("heading", name="Introduced by"))
    expect(introduced.locator(".kb-card__title")).to_have_text("Listening to Tones")
    used = page.locator("section", has=page.get_by_role("heading", name="Used by"))
    expect(used.locator(".kb-card__title").first).to_have_text("Seeing and Hearing Together")
    expect(page.locator("table").last).to_contain_text("79.3")
