"""How ECB+ is read: texts laid back from tokens, mentions that count, chains. All documents here are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from factory import claim, report

from benchmarks.ecb import lay_out, part_of, read_document, read_ecb
from benchmarks.events_across import hung_on

DOCUMENT = """<Document doc_name="{name}.xml">
{address}
<token t_id="10" sentence="1" number="0">Drones</token>
<token t_id="11" sentence="1" number="1">hit</token>
<token t_id="12" sentence="1" number="2">Vell</token>
<token t_id="13" sentence="2" number="0">``</token>
<token t_id="14" sentence="2" number="1">No</token>
<token t_id="15" sentence="2" number="2">strike</token>
<token t_id="16" sentence="2" number="3">,</token>
<token t_id="17" sentence="2" number="4">''</token>
<token t_id="18" sentence="2" number="5">Osmark</token>
<token t_id="19" sentence="2" number="6">said</token>
<token t_id="20" sentence="3" number="0">Rain</token>
<token t_id="21" sentence="3" number="1">fell</token>
<token t_id="22" sentence="3" number="2">.</token>
<Markables>
<ACTION_OCCURRENCE m_id="1"><token_anchor t_id="11"/></ACTION_OCCURRENCE>
<NEG_ACTION_OCCURRENCE m_id="2"><token_anchor t_id="14"/><token_anchor t_id="15"/></NEG_ACTION_OCCURRENCE>
<ACTION_REPORTING m_id="3"><token_anchor t_id="19"/></ACTION_REPORTING>
<ACTION_OCCURRENCE m_id="4"><token_anchor t_id="21"/></ACTION_OCCURRENCE>
<HUMAN_PART m_id="5"><token_anchor t_id="18"/></HUMAN_PART>
<ACTION_OCCURRENCE m_id="6" TAG_DESCRIPTOR="strike" instance_id="ACT1"/>
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="7" note="ACT1"><source m_id="1"/><source m_id="2"/><target m_id="6"/></CROSS_DOC_COREF>
<INTRA_DOC_COREF r_id="8"><source m_id="3"/><target m_id="9"/></INTRA_DOC_COREF>
</Relations>
</Document>"""
ADDRESS = "http : / / post . example / 2031 / may / 03 / drones"
TEXT = "Drones hit Vell\n\n“No strike,” Osmark said\n\nRain fell."


def written(folder: Path, name: str = "2_1ecb", *, address: str = "") -> Path:
    """Write the document, with an address in sentence 0 if one is given."""
    tokens = "".join(
        f'<token t_id="a{n}" sentence="0" number="{n}">{word}</token>' for n, word in enumerate(address.split())
    )
    path = folder / f"{name}.xml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(DOCUMENT.format(name=name, address=tokens), encoding="utf-8")
    return path


def test_characters_lead_back_to_tokens() -> None:
    """Each token has its own characters, however the marks are drawn to the words."""
    tokens = [(str(n), "0", word) for n, word in enumerate(["It", "does", "n't", "(", "yet", ")", "rain", "."])]
    text, spans = lay_out(tokens)
    assert text == "It doesn't (yet) rain."
    assert all(text[slice(*spans[name])] == word for name, _, word in tokens)


def test_only_actions_in_validated_sentences_are_mentions(tmp_path: Path) -> None:
    """Participants, labels of chains and what stands in other sentences are no mentions; negated actions are."""
    document = read_document(written(tmp_path), {1, 2})
    assert document.report.text == TEXT
    assert {m.id: m.chain for m in document.mentions} == {
        "2_1ecb#1": "ACT1",
        "2_1ecb#2": "ACT1",
        "2_1ecb#3": "2_1ecb chain 8",
    }
    assert [TEXT[slice(*span)] for m in document.mentions for span in m.spans] == ["hit", "No", "strike", "said"]


def test_a_mention_in_no_chain_is_its_own(tmp_path: Path) -> None:
    """What is linked to nothing stands alone."""
    (only,) = read_document(written(tmp_path), {3}).mentions
    assert only.chain == only.id


def test_the_address_is_no_text_but_may_name_the_day(tmp_path: Path) -> None:
    """Sentence 0 of what was added in ECB+ is the address of the page, cut into tokens."""
    document = read_document(written(tmp_path, "2_1ecbplus", address=ADDRESS), {1})
    assert (document.report.text, document.report.published) == (TEXT, "2031-05-03")
    assert (document.topic, document.happening) == (2, "2 ecbplus")
    assert read_document(written(tmp_path), {1}).report.published is None


def test_documents_come_by_topic_with_their_validated_sentences(tmp_path: Path) -> None:
    """The list of sentences names topic and file; of a file that it does not name nothing counts."""
    for name in ("10_1ecb", "2_1ecb", "2_2ecb"):
        written(tmp_path / name.partition("_")[0], name)
    rows = "Topic,File,Sentence Number\n2,1ecb,1\n10,1ecb,1\n10,1ecb,2\n"
    (tmp_path / "ECBplus_coreference_sentences.csv").write_text(rows, encoding="utf-8")
    found = read_ecb(tmp_path)
    assert [(d.report.origin, len(d.mentions)) for d in found] == [
        ("2_1ecb.xml", 1),
        ("2_2ecb.xml", 0),
        ("10_1ecb.xml", 3),
    ]


@pytest.mark.parametrize(("topic", "part"), [(1, "train"), (2, "dev"), (35, "dev"), (36, "test"), (45, "test")])
def test_topics_have_the_parts_of_the_usual_split(topic: int, part: str) -> None:
    """Dev is 2, 5, 12, 18, 21, 23, 34, 35; test begins at 36."""
    assert part_of(topic) == part


def test_a_mention_goes_to_the_claim_that_hangs_on_its_word(tmp_path: Path) -> None:
    """The trigger must be the very word, inside the claim; of two claims the shorter is taken."""
    document = read_document(written(tmp_path), {1, 2})
    page = report(TEXT)
    long = claim(TEXT, within=page, because=("'hit' -> control-gain",))
    short = claim("Drones hit Vell", within=page, because=("'hit' -> control-gain",))
    other = claim("No strike,” Osmark said", within=page, because=("'said' -> meeting",))
    assert hung_on(document, [long, short, other]) == {"2_1ecb#1": short}
