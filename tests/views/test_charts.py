from kbgen.views.charts import Cell, Chart, Heading, Row


def chart(*rows: Row) -> Chart:
    years = (Heading("2020"), Heading("2021"))
    return Chart("x", "rows", "Papers", years, rows, across="Year", down="Topic")


def test_a_cell_says_row_column_and_number_with_its_unit() -> None:
    shown = chart(
        Row(Heading("Audio"), (Cell(1), Cell(1234))),
        Row(Heading("Video"), (Cell(0), Cell(None))),
        Row(Heading("Text"), (Cell(2, words="two, counted by hand"), Cell(3))),
    )
    assert shown.words(0, 0) == "Audio, 2020: 1 paper"
    assert shown.words(0, 1) == "Audio, 2021: 1,234 papers"
    assert shown.words(1, 0) == "Video, 2020: 0 papers"
    assert shown.words(1, 1) == "Video, 2021: not known"
    assert shown.words(2, 0) == "two, counted by hand"
    assert shown.numbers == 5


def test_the_only_row_need_not_be_named() -> None:
    assert chart(Row(Heading("Papers"), (Cell(1), Cell(2)))).words(0, 1) == "2021: 2 papers"


def test_what_is_no_count_of_papers_stands_with_its_unit() -> None:
    one = Chart("x", "bars", "Best", (Heading("2020"),), (Row(Heading("Best"), (Cell(1500.5),)),), "Year", "", unit="%")
    assert one.words(0, 0) == "2020: 1,500.5 %"
