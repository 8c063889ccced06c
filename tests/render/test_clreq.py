"""Each rule of Chinese typesetting in `clreq.md` has a test that is there."""

import re
from pathlib import Path

TESTS = Path(__file__).parent.parent


def test_every_rule_names_tests_that_exist():
    rows = [line for line in (TESTS / "clreq.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    rules = rows[1:]
    assert len(rules) == 15
    for rule in rules:
        named = re.findall(r"`([\w/]+\.py)::(\w+)`", rule)
        assert named, rule
        for path, name in named:
            assert re.search(rf"^def {name}\(", (TESTS / path).read_text("utf-8"), re.MULTILINE), rule
