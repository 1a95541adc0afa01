"""Whether more of a metric is better. Where its name does not say, nothing is assumed."""

import re
from functools import cache
from typing import Literal

from kbgen.model.text import fold, words

Better = Literal["higher", "lower"]

_LOWER = (
    "error err errors wer cer ter mer eer fid fad fvd kid lpips perplexity ppl loss mae mse rmse nll bpc bpd "
    "mpjpe epe ece latency distance"
)
_LOWER_PHRASES = ("median rank", "mean rank", "medr", "mdr", "meanr", "mnr", "bits per", "false positive rate")
_HIGHER = (
    "accuracy acc map ap map50 miou iou auc auroc auprc auc-roc f1 fscore precision recall mar ndcg mrr bleu bleurt "
    "rouge meteor cider spice bertscore dice psnr ssim pesq stoi sdr si-sdr spearman pearson correlation kappa mcc "
    "pass hit hits r nmi ari em clipscore geneval winrate"
)
_HIGHER_PHRASES = ("exact match", "win rate", "success rate", "average precision", "inception score")
_AT = re.compile(r"\s*@\s*")


@cache
def better(metric: str) -> Better | None:
    """The direction in which a metric improves: ``top-1 accuracy`` is better higher, ``WER`` is better lower."""
    name = fold(_AT.sub(" @ ", metric))
    plain = " ".join(words(name))
    known = {*name.split(), *plain.split()}
    # The phoneme error rate's short name is a common word in other names.
    if plain == "per" or not known.isdisjoint(_LOWER.split()) or _has_phrase(plain, _LOWER_PHRASES):
        return "lower"
    # "R" alone is recall only where it says at how many, as in R@5; otherwise it may be a correlation or a rank.
    if "r" in known and "@" not in known:
        known.discard("r")
    return "higher" if not known.isdisjoint(_HIGHER.split()) or _has_phrase(plain, _HIGHER_PHRASES) else None


def _has_phrase(name: str, phrases: tuple[str, ...]) -> bool:
    return any(f" {phrase} " in f" {name} " for phrase in phrases)
