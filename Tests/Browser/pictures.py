"""The README's three pictures, written to docs/pictures by `make pictures`."""

import base64

from world import SOURCE, PageTest

FOLDER = SOURCE / "docs" / "pictures"


class Pictures(PageTest):
    def take(self, driver, name, selector):
        driver.set_window_size(900, 1000)
        driver.execute_script(
            "document.querySelector(arguments[0]).scrollIntoView({block: 'start'})", selector)
        picture = driver.execute_cdp_cmd(
            "Page.captureScreenshot", {"format": "webp", "quality": 70})
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / (name + ".webp")).write_bytes(base64.b64decode(picture["data"]))

    def test_takes_the_pictures_of_the_readme(self):
        self.world.ask()
        for path, name, selector in [
            ("/network", "network", "#picture"), ("/log", "log", "body"),
        ]:
            self.take(self.visit("nadege", path), name, selector)
        driver = self.visit("nadege", "/asked")
        self.press(driver, self.find(driver, "#asked-open a"))
        self.take(driver, "request", "fieldset")
