"""Kinds of the codebook that answer one question: who held a town, was taken there and withdrew from it."""

from __future__ import annotations

FAMILY = {
    "advance": "advance",
    "agreement": "agreement",
    "aid": "aid",
    "attack": "attack",
    "casualties": "attack",
    "ceasefire": "ceasefire",
    "control-gain": "control",
    "control-hold": "control",
    "control-loss": "control",
    "detention": "detention",
    "displacement": "displacement",
    "encirclement": "encirclement",
    "fighting": "fighting",
    "protest": "protest",
    "shootdown": "shootdown",
    "surrender": "surrender",
    "withdrawal": "control",
}
