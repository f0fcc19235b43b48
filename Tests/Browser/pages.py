"""The pages in a real browser, on the world of the demo. Everyone in it is fictional.

Run by `make browser`, which installs Chromium, its driver, selenium and axe-core where they are absent:
    python3 pages.py PROGRAM SOURCE SCREENSHOTS
"""

import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import unittest

import axe_core_python
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

PROGRAM, SOURCE, SCREENSHOTS = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
AXE = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()

OWNER = [
    "/", "/network", "/network/add", "/network/add/member", "/network/add/note", "/asked", "/who",
    "/who/matrix", "/log", "/limits", "/papers",
]
VIEWER = ["/", "/ask", "/asked", "/views"]
OFFICER = ["/", "/period", "/entries", "/emergencies"]

HOSTILE = "\"><img src=x onerror=document.title='hostile'><script>document.title='hostile'</script>"


class World:
    """The demo's people, their hub and their pages, as processes of their own."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp()) / "demo"
        self.process = subprocess.Popen(
            [PROGRAM, "demo", "--keep", self.folder, "--open", "--lang", "fr", "--source", SOURCE],
            stdout=subprocess.PIPE, text=True)
        self.doors = []
        self.address = None
        for line in self.process.stdout:
            address = re.search(r"maille:\S+@\S+#[\w-]+", line)
            # The first is Nadège's; the story's last scene has a record of its own.
            if address and not self.address:
                self.address = address.group(0)
            found = re.search(r"http://127\.0\.0\.1:\d+/enter/\w+", line)
            if found:
                self.doors.append(found.group(0))
            if len(self.doors) == 3:
                break
        if len(self.doors) != 3:
            raise RuntimeError("the demo did not open its pages")

    def passphrase(self, person):
        return (self.folder / person / "passphrase.txt").read_text().strip()

    def run(self, person, *arguments):
        home = self.folder / person
        environment = dict(
            os.environ, MAILLE_HOME=str(home), MAILLE_LANG="fr",
            MAILLE_PASSPHRASE_FILE=str(home / "passphrase.txt"))
        return subprocess.run(
            [PROGRAM, *arguments], env=environment, cwd=self.folder, text=True,
            capture_output=True, check=True).stdout

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def browser():
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]:
        options.add_argument(argument)
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        cls.world = World()
        cls.rooms = {}
        for person, door in zip(["nadege", "paul", "auditor"], cls.world.doors):
            driver = browser()
            driver.get(door)
            cls.rooms[person] = (driver, re.match(r"http://[^/]+", door).group(0))

    @classmethod
    def tearDownClass(cls):
        for driver, _ in cls.rooms.values():
            driver.quit()
        cls.world.end()

    def visit(self, person, path):
        driver, base = self.rooms[person]
        driver.get(base + path)
        return driver

    def screenshot(self, driver, name):
        height = driver.execute_script("return document.body.scrollHeight")
        driver.set_window_size(1000, min(height + 160, 6000))
        driver.save_screenshot(str(SCREENSHOTS / (name + ".png")))

    def violations(self, driver):
        driver.execute_script(AXE)
        result = driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
            " 'wcag2aaa', 'best-practice']}).then(done)")
        return [
            (entry["id"], entry["nodes"][0]["html"][:200]) for entry in result["violations"]]

    def test_1_every_page_is_accessible_and_keeps_to_itself(self):
        for person, paths in [("nadege", OWNER), ("paul", VIEWER), ("auditor", OFFICER)]:
            for path in paths:
                with self.subTest(person=person, path=path):
                    driver = self.visit(person, path)
                    driver.set_window_size(1000, 1400)
                    self.screenshot(
                        driver, person + (path.replace("/", "-").rstrip("-") or "-start"))
                    self.assertIn(driver.title, ["Carnet", "Notebook"])
                    self.assertEqual(self.violations(driver), [])
                    base = self.rooms[person][1]
                    elsewhere = driver.execute_script(
                        "return performance.getEntriesByType('resource').map(e => e.name)")
                    self.assertTrue(all(name.startswith(base) for name in elsewhere), elsewhere)
                    self.assertLess(len(driver.page_source.encode()), 100_000)

    def test_2_every_page_fits_a_phone_and_a_finger(self):
        for person, paths in [("nadege", OWNER), ("paul", VIEWER), ("auditor", OFFICER)]:
            driver, _ = self.rooms[person]
            driver.execute_cdp_cmd(
                "Emulation.setDeviceMetricsOverride",
                {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": True})
            for path in paths:
                with self.subTest(person=person, path=path):
                    self.visit(person, path)
                    wide = driver.execute_script("return document.documentElement.scrollWidth")
                    self.assertLessEqual(wide, 320)
                    small = driver.execute_script("""
                        return [...document.querySelectorAll(`button, .button, nav a, select, summary,
                          input:not([type=hidden]):not([type=radio]):not([type=checkbox])`)]
                          .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
                          .map(e => e.outerHTML.slice(0, 120))""")
                    self.assertEqual(small, [])
            driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def test_3_dark_and_forced_colours_and_english_are_accessible_too(self):
        driver, base = self.rooms["nadege"]
        driver.get(base + "/")
        driver.find_element(By.CSS_SELECTOR, "footer button[lang=en]").click()
        self.assertEqual(driver.find_element(By.TAG_NAME, "html").get_attribute("lang"), "en")
        for feature in [
            {"name": "prefers-color-scheme", "value": "dark"},
            {"name": "forced-colors", "value": "active"},
        ]:
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
            for path in OWNER:
                with self.subTest(path=path, feature=feature["name"]):
                    self.visit("nadege", path)
                    self.assertEqual(self.violations(driver), [])
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
        driver.find_element(By.CSS_SELECTOR, "footer button[lang=fr]").click()

    def test_4_the_owners_day(self):
        """A request arrives, is narrowed, signed, opened, seen by the owner, taken back, refused."""
        self.world.run(
            "mediator", "ask", self.world.address, "--domain", "responsibilities", "--facet",
            "people,plan", "--purpose", "money", "--days", "60", "--reason", "new-support")
        owner = self.visit("nadege", "/asked")
        owner.find_element(By.CSS_SELECTOR, "#asked-open a").click()
        lines = owner.find_elements(By.CSS_SELECTOR, "#request input[name=line]")
        self.assertGreater(len(lines), 1)
        self.assertTrue(all(line.is_selected() for line in lines))
        # The four answers are of one size, and none is chosen.
        sizes = {
            (button.size["width"], button.size["height"])
            for button in owner.find_elements(By.CSS_SELECTOR, "#answers button")}
        self.assertEqual(len(sizes), 1)
        lines[0].click()
        self.screenshot(owner, "nadege-asked-request")
        self.assertEqual(self.violations(owner), [])
        owner.find_element(By.ID, "answer-yes").click()
        self.screenshot(owner, "nadege-asked-consent")
        self.assertEqual(self.violations(owner), [])
        self.assertTrue(owner.find_element(By.ID, "consent").text)
        owner.find_element(By.ID, "answer-sign").click()
        self.assertIn("/given/", owner.current_url)
        self.screenshot(owner, "nadege-asked-given")
        grant = owner.current_url.rsplit("/", 1)[1]
        opened = self.world.run(
            "mediator", "view", grant, "--address", self.world.address, "--json")
        self.assertGreater(len(json.loads(opened)["items"]), 0)
        self.visit("nadege", "/log")
        self.assertIn("Baert", owner.find_element(By.TAG_NAME, "main").text)
        # Retirer: one button on the line, no further question.
        self.visit("nadege", "/who")
        card = next(
            card for card in owner.find_elements(By.CSS_SELECTOR, "#who-now > li")
            if "Baert" in card.text)
        card.find_element(By.CSS_SELECTOR, "form button").click()
        with self.assertRaises(subprocess.CalledProcessError) as refused:
            self.world.run("mediator", "view", grant)
        self.assertEqual(refused.exception.returncode, 3)

    def test_5_a_hostile_name_stays_text(self):
        owner = self.visit("nadege", "/network/add/note")
        owner.find_element(By.NAME, "text").send_keys(HOSTILE)
        owner.find_element(By.CSS_SELECTOR, "main form button[type=submit]:not([hidden])").click()
        for path in OWNER:
            with self.subTest(path=path):
                self.visit("nadege", path)
                self.assertIn(owner.title, ["Carnet", "Notebook"])
                self.assertEqual(owner.find_elements(By.CSS_SELECTOR, "img"), [])

    def test_6_it_works_without_javascript(self):
        driver, base = self.rooms["nadege"]
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            for path in OWNER:
                self.visit("nadege", path)
                self.assertTrue(driver.find_elements(By.CSS_SELECTOR, "main h1"), path)
            driver.find_element(By.CSS_SELECTOR, "nav a[href='/who']").click()
            self.assertTrue(driver.current_url.endswith("/who"))
        finally:
            driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

    def test_7_leaving_quickly_blanks_and_locks(self):
        driver = self.visit("nadege", "/network")
        driver.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE)
        self.assertTrue(driver.current_url.endswith("/recipe"), driver.current_url)
        self.assertNotIn("Nadège", driver.page_source)
        driver.back()
        self.assertTrue(driver.find_elements(By.CSS_SELECTOR, "input[type=password]"))
        driver.save_screenshot(str(SCREENSHOTS / "locked.png"))
        field = driver.find_element(By.CSS_SELECTOR, "input[type=password]")
        field.send_keys(self.world.passphrase("nadege"), Keys.ENTER)
        self.visit("nadege", "/network")
        self.assertFalse(driver.find_elements(By.CSS_SELECTOR, "input[type=password]"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
