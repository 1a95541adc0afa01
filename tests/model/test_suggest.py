"""What somebody probably meant, and what they can only have meant."""

import pytest

from kbgen.model.suggest import did_you_mean, nearest, unmistakable


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("iclm", "icml"),
        ("ICML", "icml"),
        ("neurps", "neurips"),
        ("multi-modal", "multimodal"),
        ("Contrastive Learning", "contrastive-learning"),
        ("clustring", "clustering"),
        ("instance-discriminaton", "instance-discrimination"),
        ("sumary", "summary"),
        ("vidoe", "video"),
        ("image-captionning", "image-captioning"),
    ],
)
def test_a_slip_has_one_meaning(name: str, known: str) -> None:
    assert unmistakable(name, [known, "something-else"]) == known
    assert did_you_mean(name, [known, "something-else"]) == f'did you mean "{known}"?'


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("acml", "icml"),
        ("pkdd", "kdd"),
        ("icmlw", "icml"),
        ("cifar-10", "cifar-100"),
        ("coco-2014", "coco-2017"),
        ("unsupervised-learning", "supervised-learning"),
        ("semi-supervised-learning", "self-supervised-learning"),
        ("text-to-image", "image-to-text"),
        ("kinetics-a", "kinetics-b"),
        ("", "icml"),
        ("?", "!"),
    ],
)
def test_what_may_be_another_name_is_no_slip(name: str, known: str) -> None:
    assert unmistakable(name, [known]) is None


def test_of_two_that_may_be_meant_none_is() -> None:
    assert unmistakable("clusterin", ["clustering", "clusterins"]) is None
    assert nearest("clusterin", ["clustering", "clusterins"]) is not None


def test_one_name_given_twice_is_one() -> None:
    assert unmistakable("clustring", ["clustering", "clustering"]) == "clustering"
