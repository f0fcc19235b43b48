"""The pages in a real browser, on the world of the demo. Everyone in it is fictional.

Run by `make browser`, which installs Chromium, its driver, selenium and axe-core where they are absent:
    python3 pages.py PROGRAM SOURCE SCREENSHOTS
"""

import sys
import unittest

from everyone import EveryPage
from others import OfficersDay, ProfessionalsDay
from owner import OwnersDay
from pictures import Pictures
from times import PageTimes
from world import PageTest

if __name__ == "__main__":
    names = sys.argv[4:]
    groups = [EveryPage, OwnersDay, ProfessionalsDay, OfficersDay, PageTimes]
    suite = unittest.TestSuite(
        test
        for group in ([Pictures] if names == ["Pictures"] else groups)
        for test in unittest.defaultTestLoader.loadTestsFromTestCase(group)
        if not names or any(name in test.id() for name in names))
    try:
        result = unittest.TextTestRunner(verbosity=2).run(suite)
    finally:
        PageTest.end()
    sys.exit(not result.wasSuccessful())
