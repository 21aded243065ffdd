"""How well grades agree with people's, on answers that people graded."""

from mockint.evaluation.agreement import Agreement, Estimate, Separation, evaluate
from mockint.evaluation.compared import Compared
from mockint.evaluation.comparison import Comparison, compare
from mockint.evaluation.guard_rates import GuardRate, KindRate, guard_rates
from mockint.evaluation.labelled import LabelledAnswer, read_labelled
from mockint.evaluation.pack_labels import Half, pack_labels
from mockint.evaluation.peers import PEERS, Peer
from mockint.evaluation.picture import (
    Bar,
    cross_table,
    draw_bars,
    draw_table,
    error_bars,
)
from mockint.evaluation.reliability import Reliability, Shares, reliability_of

__all__ = [
    "PEERS",
    "Agreement",
    "Bar",
    "Compared",
    "Comparison",
    "Estimate",
    "GuardRate",
    "Half",
    "KindRate",
    "LabelledAnswer",
    "Peer",
    "Reliability",
    "Separation",
    "Shares",
    "compare",
    "cross_table",
    "draw_bars",
    "draw_table",
    "error_bars",
    "evaluate",
    "guard_rates",
    "pack_labels",
    "read_labelled",
    "reliability_of",
]
