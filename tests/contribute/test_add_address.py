"""Addresses that people copy: those that state an identifier, and what is said of those that state none."""

import pytest

from kbgen.contribute.add_address import advice_on, identifier_in
from kbgen.contribute.add_what import WhatError, read_what


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://aclanthology.org/N19-1423.bib", "acl:n19-1423"),
        ("https://aclanthology.org/N19-1423.pdf", "acl:n19-1423"),
        ("https://aclanthology.org/N19-1423v2.pdf", "acl:n19-1423"),
        ("https://aclanthology.org/2020.emnlp-main.643.endf", "acl:2020.emnlp-main.643"),
        ("https://aclanthology.org/2020.emnlp-main.643v2", "acl:2020.emnlp-main.643"),
        ("https://aclanthology.org/anthology-files/pdf/N/N19/N19-1423.pdf", "acl:n19-1423"),
        ("https://huggingface.co/papers/1706.03762", "arxiv:1706.03762"),
        ("https://hf.co/papers/1706.03762v5", "arxiv:1706.03762"),
        ("https://www.alphaxiv.org/overview/1706.03762v7", "arxiv:1706.03762"),
        ("https://arxiv.org/html/1706.03762v7", "arxiv:1706.03762"),
        ("https://arxiv.org/pdf/hep-th/9901001v2.pdf", "arxiv:hep-th/9901001"),
        ("https://ar5iv.labs.arxiv.org/html/1706.03762", "arxiv:1706.03762"),
        ("https://www.semanticscholar.org/arxiv/1706.03762", "arxiv:1706.03762"),
        ("https://api.semanticscholar.org/arXiv:1706.03762", "arxiv:1706.03762"),
        ("https://papers.example.org/arxiv/hep-th/9901001", "arxiv:hep-th/9901001"),
        ("https://dblp.uni-trier.de/rec/journals/corr/abs-1706-03762.html", "arxiv:1706.03762"),
        ("https://dblp.org/rec/journals/corr/abs-1706-03762", "arxiv:1706.03762"),
        ("https://www.ijcai.org/proceedings/2019/0123.pdf", "doi:10.24963/ijcai.2019/123"),
        ("https://www.nature.com/articles/s41586-021-03819-2", "doi:10.1038/s41586-021-03819-2"),
        ("https://journals.example.org/article?id=10.1371/journal.pone.1&type=printable", "doi:10.1371/journal.pone.1"),
        ("https://doi.org/10.1109/ICCV.2017.73?utm_source=x", "doi:10.1109/iccv.2017.73"),
        ("https://openreview.net/pdf?id=6UdQLhqJyFD", "openreview:6UdQLhqJyFD"),
        ("https://openreview.net/attachment?id=6UdQLhqJyFD&name=pdf", "openreview:6UdQLhqJyFD"),
    ],
)
def test_an_address_that_states_an_identifier_is_that_paper(address: str, key: str) -> None:
    found = read_what(address).identifier
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://proceedings.mlr.press/v139/radford21a.html", "its page has BibTeX"),
        ("https://www.jmlr.org/papers/v21/20-074.html", "its page has BibTeX"),
        ("https://dblp.org/rec/conf/nips/VaswaniSPUJGKP17.html", "its page has BibTeX"),
        ("https://papers.nips.cc/paper/7181-attention-is-all-you-need", 'kbgen add "attention is all you need"'),
        ("https://papers.nips.cc/paper/2017/hash/3f5ee243-Abstract.html", "its page has BibTeX"),
        (
            "https://openaccess.thecvf.com/content_ICCV_2017/papers/Arandjelovic_Look_Listen_and_ICCV_2017_paper.pdf",
            'kbgen add "Look Listen and" looks for the title that the address has',
        ),
        ("https://paperswithcode.com/paper/attention-is-all-you-need", 'kbgen add "attention is all you need"'),
        ("https://ojs.aaai.org/index.php/AAAI/article/view/16330", "its page names the DOI"),
        ("https://www.semanticscholar.org/paper/A-Title-Of-Some-Words/204e3073", "its page names the paper's arXiv"),
        ("https://www.ijcai.org/proceedings/2009/Papers/1.pdf", "its page names the DOI"),
        ("https://example.org/paper.pdf", "give its arXiv identifier, DOI"),
    ],
)
def test_of_any_other_address_it_is_said_what_to_do(address: str, said: str) -> None:
    with pytest.raises(WhatError) as caught:
        read_what(address)
    assert "states no identifier of a paper" in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "address", ["https://[", "http://x/arxiv/", "//", "https://nature.com/articles/", "x?id=10.", "\N{SNOWMAN}"]
)
def test_an_odd_address_states_nothing(address: str) -> None:
    assert identifier_in(address) is None
    assert advice_on(address) == ""
