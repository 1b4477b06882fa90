"""Texts -> speakers, cues and contents, with the links that tie speaker and content to their cue."""

from rashomon.reading.encoder.encoder import Attribution, Encoder, Marked, Tagged

__all__ = ["Attribution", "Encoder", "Marked", "Tagged"]
