from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from mockint.followups import FollowUp, Origin, Reason
from mockint.records import decode

follow_ups = st.builds(
    FollowUp,
    question=st.text(st.characters()),
    key_point=st.text(),
    origin=st.sampled_from(Origin),
    reason=st.sampled_from(Reason),
)


@given(follow_ups)
def test_a_follow_up_survives_json(follow_up: FollowUp) -> None:
    assert decode(FollowUp, json.loads(json.dumps(follow_up.to_dict()))) == follow_up


def test_the_written_fields_are_these() -> None:
    follow_up = FollowUp("Why?", "pause", Origin.TEMPLATE, Reason.MISSED)
    assert follow_up.to_dict() == {
        "question": "Why?",
        "key_point": "pause",
        "origin": "template",
        "reason": "missed",
    }
