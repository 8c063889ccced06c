"""A program to be struck from outside: publish the new release into a folder.  python kill_me.py OUT"""

from __future__ import annotations

import sys
from pathlib import Path

from caller import NEW, build

build(Path(sys.argv[1]), NEW)
