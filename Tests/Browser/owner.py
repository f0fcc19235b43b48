"""The owner's days: a yes made narrower, by hand, by keyboard, without JavaScript, in two tabs."""

import json
import re
import signal
import subprocess

from selenium.webdriver.support.select import Select

from world import OWNER, PROGRAM, TITLES, ActionChains, By, Keys, PageTest, browser

HOSTILE = "\"><img src=x onerror=document.title='hostile'><script>document.title='hostile'</script>"


class OwnersDay(PageTest):
    def card(self, driver, name):
        self.visit("nadege", "/who")
        return next(
            card for card in self.find_all(driver, "#who-now > li") if name in card.text)

    def take_back(self, driver, name="Baert"):
        """Retirer: one button on the line, no further question."""
        self.press(driver, self.card(driver, name).find_element(By.CSS_SELECTOR, "form button"))
        self.visit("nadege", "/who")
        self.assertFalse(
            [card for card in self.find_all(driver, "#who-now > li") if name in card.text])

    def open_request(self):
        self.world.ask()
        driver = self.visit("nadege", "/asked")
        self.press(driver, self.find(driver, "#asked-open a"))
        return driver

    def test_a_request_is_narrowed_signed_opened_seen_taken_back_and_refused(self):
        self.world.ask()
        screens = 1
        owner = self.visit("nadege", "/asked")
        screens += 1
        self.press(owner, self.find(owner, "#asked-open a"))
        lines = self.find_all(owner, "#request input[name=line]")
        self.assertGreater(len(lines), 1)
        self.assertTrue(all(line.is_selected() for line in lines))
        # The four answers are of one size, and none is chosen.
        buttons = self.find_all(owner, "#answers button")
        self.assertEqual(len(buttons), 4)
        self.assertEqual(len({(b.size["width"], b.size["height"]) for b in buttons}), 1)
        self.press(owner, lines[0])
        self.look(owner, "nadege-asked-request")
        screens += 1
        self.press(owner, self.find(owner, "#answer-yes"))
        self.look(owner, "nadege-asked-consent")
        self.assertTrue(self.find(owner, "#consent").text)
        screens += 1
        self.press(owner, self.find(owner, "#answer-sign"))
        self.assertIn("/given/", owner.current_url)
        self.look(owner, "nadege-asked-given")
        self.assertLessEqual(screens, 5)
        grant = owner.current_url.rsplit("/", 1)[1]
        opened = self.world.run(
            "mediator", "view", grant, "--address", self.world.address, "--json")
        self.assertGreater(len(json.loads(opened)["items"]), 0)
        self.visit("nadege", "/log")
        self.assertIn("Baert", self.main(owner))
        self.visit("nadege", "/who/" + grant)
        self.look(owner, "nadege-who-one")
        self.visit("nadege", "/papers/receipt/" + grant)
        self.screenshot(owner, "nadege-papers-receipt")
        self.take_back(owner)
        with self.assertRaises(subprocess.CalledProcessError) as refused:
            self.world.run("mediator", "view", grant)
        self.assertEqual(refused.exception.returncode, 3)

    def test_a_no_a_later_and_a_talk_sign_nothing(self):
        driver = self.open_request()
        place = driver.current_url
        before = self.world_grants(driver)
        for answer in ["later", "talk", "no"]:
            driver.get(place)
            self.press(driver, self.find(driver, "#answer-" + answer))
            self.look(driver, "nadege-asked-" + answer)
        self.assertEqual(self.world_grants(driver), before)

    def world_grants(self, driver):
        self.visit("nadege", "/who")
        return len(self.find_all(driver, "#who-now > li"))

    def test_a_whole_yes_by_keyboard_alone(self):
        self.world.ask()
        driver = self.visit("nadege", "/asked")
        ActionChains(driver).send_keys(Keys.TAB).perform()
        self.assertEqual(driver.switch_to.active_element.get_attribute("href")[-8:], "#content")
        for selector, key in [
            ("#asked-open a", Keys.ENTER), ("#answer-yes", Keys.ENTER), ("#answer-sign", Keys.SPACE),
        ]:
            if selector == "#answer-yes":
                self.tab_to(driver, "#request input[name=line]").send_keys(Keys.SPACE)
            element = self.tab_to(driver, selector)
            self.turn(driver, lambda: element.send_keys(key))
        self.assertIn("/given/", driver.current_url)
        self.visit("nadege", "/who")
        while "Baert" not in driver.execute_script(
            "return document.activeElement.closest('li')?.textContent ?? ''"
        ):
            self.tab_to(driver, "#who-now form button")
        element = driver.switch_to.active_element
        self.turn(driver, lambda: element.send_keys(Keys.ENTER))
        self.visit("nadege", "/who")
        self.assertFalse(
            [card for card in self.find_all(driver, "#who-now > li") if "Baert" in card.text])

    def test_a_whole_yes_without_javascript(self):
        driver, _ = self.rooms["nadege"]
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            self.open_request()
            for selector in ["#request input[name=line]", "#answer-yes", "#answer-sign"]:
                self.press(driver, self.find(driver, selector))
            self.assertIn("/given/", driver.current_url)
            card = self.card(driver, "Baert")
            self.press(driver, card.find_element(By.CSS_SELECTOR, "form button"))
        finally:
            driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        self.assertFalse(
            [card for card in self.find_all(driver, "#who-now > li") if "Baert" in card.text])

    def test_two_tabs_sign_once_and_say_so(self):
        driver = self.open_request()
        place, first = driver.current_url, driver.current_window_handle
        self.press(driver, self.find(driver, "#answer-yes"))
        driver.switch_to.new_window("tab")
        second = driver.current_window_handle
        driver.get(place)
        self.press(driver, self.find(driver, "#answer-yes"))
        driver.switch_to.window(first)
        self.press(driver, self.find(driver, "#answer-sign"))
        self.assertIn("/given/", driver.current_url)
        grants = self.world_grants(driver)
        driver.switch_to.window(second)
        self.press(driver, self.find(driver, "#answer-sign"))
        self.assertTrue(self.find(driver, ".failure").text)
        self.look(driver, "nadege-asked-elsewhere")
        self.assertEqual(self.world_grants(driver), grants)
        driver.close()
        driver.switch_to.window(first)
        self.take_back(driver)

    def test_what_was_typed_outlives_the_lock(self):
        driver = self.visit("nadege", "/network/add/note")
        first = driver.current_window_handle
        self.find(driver, "[name=text]").send_keys("des mots à garder")
        driver.switch_to.new_window("tab")
        self.visit("nadege", "/")
        self.press(driver, self.find(driver, "#leave button"))
        driver.close()
        driver.switch_to.window(first)
        form = self.find(driver, "main form")
        self.press(driver, form.find_element(By.CSS_SELECTOR, "button[type=submit]:not([hidden])"))
        self.unlock(driver, "nadege")
        self.assertIn("des mots à garder", driver.page_source)
        self.screenshot(driver, "nadege-kept")
        self.press(driver, self.find(driver, "form button.button"))
        self.visit("nadege", "/network")
        self.assertNotIn("pass", driver.current_url)

    def test_a_restart_in_the_middle_of_a_form_writes_nothing(self):
        home = self.world.folder / "vion"
        process = subprocess.Popen(
            [PROGRAM, "open", "--hub", self.world.hub()], stdout=subprocess.PIPE, text=True,
            env=self.world.environment(home), cwd=self.world.folder)
        door = next(
            found.group(0) for found in (
                re.search(r"http://\S+/enter/\w+", line) for line in process.stdout) if found)
        driver = browser()
        try:
            driver.get(door)
            driver.get(re.match(r"http://[^/]+", door).group(0) + "/ask")
            self.find(driver, "[name=address]").send_keys(self.world.address)
            process.send_signal(signal.SIGKILL)
            process.wait(30)
            with self.assertRaises(Exception):
                self.find(driver, "main form button.main").click()
                self.find(driver, "main form")
        finally:
            driver.quit()
        again = self.visit("paul", "/asked")
        self.assertTrue(self.find_all(again, "main h1"))

    def stays_text(self, driver):
        self.assertIn(driver.title, TITLES)
        self.assertEqual(self.find_all(driver, "img"), [])

    def test_a_hostile_name_stays_text_where_it_is_read_and_signed(self):
        driver = self.visit("nadege", "/network/add/objective")
        self.find(driver, "[name=text]").send_keys(HOSTILE)
        Select(self.find(driver, "[name=domain]")).select_by_value("responsibilities")
        self.press(driver, self.find(driver, "main form button[type=submit]:not([hidden])"))
        for path in OWNER:
            with self.subTest(path=path):
                self.stays_text(self.visit("nadege", path))
        self.open_request()
        for selector in ["#answer-yes", "#answer-sign"]:
            self.stays_text(driver)
            self.assertIn("onerror", self.main(driver))
            self.press(driver, self.find(driver, selector))
        self.stays_text(driver)
        grant = driver.current_url.rsplit("/", 1)[1]
        for path in ["/who/" + grant, "/papers/receipt/" + grant]:
            self.stays_text(self.visit("nadege", path))
        self.take_back(driver)
