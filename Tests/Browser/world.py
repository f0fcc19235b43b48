"""The world of the demo, and browsers that look at it. Everyone in it is fictional."""

import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import axe_core_python
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.wait import WebDriverWait

PROGRAM, SOURCE, SCREENSHOTS = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
AXE = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()

OWNER = [
    "/", "/network", "/network/add", "/network/add/member", "/network/add/tie",
    "/network/add/objective", "/network/add/obstacle", "/network/add/note", "/asked", "/who",
    "/who/matrix", "/log", "/limits", "/papers", "/papers/key", "/papers/card",
    "/papers/whole",
]
VIEWER = ["/", "/ask", "/asked", "/views"]
OFFICER = ["/", "/period", "/entries", "/emergencies"]
EVERYONE = [("nadege", OWNER), ("paul", VIEWER), ("auditor", OFFICER)]
TITLES = ["Carnet", "Notebook"]


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

    def environment(self, home):
        return dict(
            os.environ, MAILLE_HOME=str(home), MAILLE_LANG="fr",
            MAILLE_PASSPHRASE_FILE=str(home / "passphrase.txt"))

    def run(self, person, *arguments):
        return subprocess.run(
            [PROGRAM, *arguments], env=self.environment(self.folder / person), cwd=self.folder,
            text=True, capture_output=True, check=True).stdout

    def ask(self, purpose="money"):
        """The mediator asks Nadège for who helps with money, and what is planned."""
        self.run(
            "mediator", "ask", self.address, "--domain", "responsibilities", "--facet",
            "people,plan", "--purpose", purpose, "--days", "60", "--reason", "new-support")

    def hub(self):
        """The hub of Nadège's record, as `--hub` takes it."""
        found = re.match(r"maille:[^@]+@([\w-]+):(.+)#", self.address)
        return found.group(1) + "@" + found.group(2)

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def browser():
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]:
        options.add_argument(argument)
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


class PageTest(unittest.TestCase):
    """One world and one browser for each of its three people, for every test."""

    world = None
    rooms = {}

    @classmethod
    def setUpClass(cls):
        if PageTest.world:
            return
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        PageTest.world = World()
        for person, door in zip(["nadege", "paul", "auditor"], PageTest.world.doors):
            driver = browser()
            driver.get(door)
            PageTest.rooms[person] = (driver, re.match(r"http://[^/]+", door).group(0))

    @classmethod
    def end(cls):
        for driver, _ in PageTest.rooms.values():
            driver.quit()
        if PageTest.world:
            PageTest.world.end()

    def tearDown(self):
        """The next test finds everyone's page open."""
        for person, (driver, _) in self.rooms.items():
            self.visit(person, "/")
            if self.find_all(driver, "input[type=password]"):
                self.unlock(driver, person)

    def visit(self, person, path):
        driver, base = self.rooms[person]
        driver.get(base + path)
        return driver

    def turn(self, driver, act):
        """Does what brings another page, and waits for it."""
        page = driver.find_element(By.TAG_NAME, "html")
        act()
        self.wait(driver, staleness_of(page))

    def press(self, driver, element):
        """Clicks; links and buttons bring another page."""
        if element.tag_name in ["a", "button"]:
            self.turn(driver, element.click)
        else:
            element.click()

    def wait(self, driver, holds):
        """Waits for what a script of the page or the browser's own arrow brings about."""
        WebDriverWait(driver, 20).until(holds)

    def find(self, driver, selector):
        """The first that matches; where there is none, a picture of what is there instead."""
        found = self.find_all(driver, selector)
        if not found:
            driver.save_screenshot(str(SCREENSHOTS / "failed.png"))
            self.fail(f"{selector} is not on {driver.current_url}: {driver.title}")
        return found[0]

    def find_all(self, driver, selector):
        return driver.find_elements(By.CSS_SELECTOR, selector)

    def main(self, driver):
        return self.find(driver, "main").text

    def screenshot(self, driver, name):
        driver.set_window_size(1000, 1400)
        height = driver.execute_script("return document.documentElement.scrollHeight")
        driver.set_window_size(1000, min(height + 160, 6000))
        driver.save_screenshot(str(SCREENSHOTS / (name + ".png")))
        driver.set_window_size(1000, 1400)

    def violations(self, driver):
        driver.execute_script(AXE)
        result = driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
            " 'wcag2aaa', 'best-practice']}).then(done)")
        return [
            (entry["id"], entry["nodes"][0]["html"][:200]) for entry in result["violations"]]

    def look(self, driver, name):
        """A screenshot, and nothing that hinders anyone."""
        self.screenshot(driver, name)
        self.assertEqual(self.violations(driver), [], name)

    def unlock(self, driver, person):
        """Gives the passphrase, again after a moment where what was left is still at work."""
        for _ in range(5):
            self.try_to_unlock(driver, person)
            if not self.find_all(driver, "input[type=password]"):
                return
            time.sleep(2.1)
        self.fail("the page does not open: " + self.main(driver))

    def try_to_unlock(self, driver, person):
        field = self.find(driver, "input[type=password]")
        self.turn(
            driver, lambda: field.send_keys(self.world.passphrase(person), Keys.ENTER))

    def tab_to(self, driver, selector, most=300):
        """Goes on with the Tab key until what is focused matches; the focus is always seen."""
        for _ in range(most):
            ActionChains(driver).send_keys(Keys.TAB).perform()
            matches, outline, element = driver.execute_script(
                "const element = document.activeElement; const style = getComputedStyle(element);"
                "return [element.matches(arguments[0]), style.outlineStyle + style.boxShadow,"
                " element.outerHTML.slice(0, 120)]",
                selector)
            if driver.execute_script("return document.activeElement !== document.body"):
                self.assertNotEqual(outline, "nonenone", element)
            if matches:
                return driver.switch_to.active_element
        self.fail("the Tab key does not reach " + selector)
