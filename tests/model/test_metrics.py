import pytest

from kbgen.model.metrics import better


@pytest.mark.parametrize(
    "metric",
    ["accuracy", "top-1 accuracy", "mAP", "box AP", "mIoU", "AUC-ROC", "MAR@10", "R@5", "Recall@1", "F1", "Précision"],
)
def test_more_is_better(metric: str) -> None:
    assert better(metric) == "higher"


@pytest.mark.parametrize("metric", ["WER", "PER", "top-5 error", "FID", "perplexity", "MAE", "MedR", "mean rank"])
def test_less_is_better(metric: str) -> None:
    assert better(metric) == "lower"


@pytest.mark.parametrize("metric", ["top-5", "score", "R", "rank", "images per second", "r²", "准确率", "", "operator"])
def test_nothing_is_assumed_of_other_names(metric: str) -> None:
    assert better(metric) is None
