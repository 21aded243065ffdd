"""How well grades agree with people's, on answers that people graded."""

from mockint.evaluation.agreement import Agreement, Estimate, Separation, evaluate
from mockint.evaluation.labelled import LabelledAnswer, read_labelled
from mockint.evaluation.pack_labels import Half, pack_labels
from mockint.evaluation.peers import PEERS, Peer

__all__ = [
    "PEERS",
    "Agreement",
    "Estimate",
    "Half",
    "LabelledAnswer",
    "Peer",
    "Separation",
    "evaluate",
    "pack_labels",
    "read_labelled",
]
