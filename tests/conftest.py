"""Let tests import the helpers that live beside them (`random_diagrams`, `textreader_checks`...) by name."""

import sys
from pathlib import Path

HERE = str(Path(__file__).parent)
if HERE not in sys.path:
    sys.path.insert(0, HERE)
