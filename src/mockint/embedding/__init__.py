"""Text to vectors: what an encoder is, the engines, and the index that search runs on."""

from mockint.embedding.encoder import Encoded, Encoder, Vector, Vectors
from mockint.embedding.index import Hit, VectorIndex
from mockint.embedding.remembering import RememberingEncoder

__all__ = ["Encoded", "Encoder", "Hit", "RememberingEncoder", "Vector", "VectorIndex", "Vectors"]
