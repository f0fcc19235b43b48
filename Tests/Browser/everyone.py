"""Every page: for every eye, hand and screen, and on no other machine's account."""

from world import EVERYONE, SCREENSHOTS, TITLES, By, Keys, PageTest


class EveryPage(PageTest):
    def each(self, look):
        for person, paths in EVERYONE:
            for path in paths:
                with self.subTest(person=person, path=path):
                    look(person, path)

    def test_is_accessible_and_keeps_to_itself(self):
        def look(person, path):
            driver = self.visit(person, path)
            self.screenshot(driver, person + (path.replace("/", "-").rstrip("-") or "-start"))
            self.assertIn(driver.title, TITLES)
            self.assertTrue(self.find_all(driver, "nav"), "the page is open")
            self.assertEqual(self.violations(driver), [])
            base = self.rooms[person][1]
            elsewhere = driver.execute_script(
                "return performance.getEntriesByType('resource').map(e => e.name)")
            self.assertTrue(all(name.startswith(base) for name in elsewhere), elsewhere)
            sizes = driver.execute_script(
                "return performance.getEntriesByType('resource').map(e => e.decodedBodySize)")
            self.assertLess(len(driver.page_source.encode()) + sum(sizes), 100_000)

        self.each(look)

    def narrow(self, driver, width):
        driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 640, "deviceScaleFactor": 1, "mobile": width == 320})

    def test_fits_a_phone_and_a_finger_and_twice_the_size(self):
        # At 200 % a screen of 1,000 pixels has 500.
        for width in [320, 500]:
            def look(person, path):
                driver, _ = self.rooms[person]
                self.narrow(driver, width)
                self.visit(person, path)
                self.assertTrue(self.find_all(driver, "nav"), "the page is open")
                wide = driver.execute_script("return document.documentElement.scrollWidth")
                self.assertLessEqual(wide, width)
                small = driver.execute_script("""
                    return [...document.querySelectorAll(`button, .button, nav a, select, summary,
                      input:not([type=hidden]):not([type=radio]):not([type=checkbox])`)]
                      .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
                      .map(e => e.outerHTML.slice(0, 120))""")
                self.assertEqual(small, [])
                driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

            self.each(look)

    def test_is_accessible_in_english_and_dark_and_forced_colours(self):
        for person, paths in EVERYONE:
            driver = self.visit(person, "/")
            self.press(driver, self.find(driver, "footer button[lang=en]"))
            self.assertEqual(self.find(driver, "html").get_attribute("lang"), "en")
            for name, value in [
                ("prefers-color-scheme", "light"), ("prefers-color-scheme", "dark"),
                ("forced-colors", "active"),
            ]:
                driver.execute_cdp_cmd(
                    "Emulation.setEmulatedMedia", {"features": [{"name": name, "value": value}]})
                for path in paths:
                    with self.subTest(person=person, path=path, value=value):
                        self.visit(person, path)
                        self.assertEqual(self.violations(driver), [])
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
            self.visit(person, "/")
            self.press(driver, self.find(driver, "footer button[lang=fr]"))

    def test_papers_are_for_paper(self):
        driver, _ = self.rooms["nadege"]
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        for path in ["/papers", "/papers/card", "/who"]:
            self.visit("nadege", path)
            self.screenshot(driver, "print" + path.replace("/", "-"))
            for part in ["nav", "footer", "#leave"]:
                for element in self.find_all(driver, part):
                    self.assertFalse(element.is_displayed(), part)
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})

    def test_can_be_left_quickly_by_key_and_by_button(self):
        def look(person, path):
            for way in ["key", "button"]:
                driver = self.visit(person, path)
                if way == "key":
                    body = self.find(driver, "body")
                    self.turn(driver, lambda: body.send_keys(Keys.ESCAPE))
                else:
                    self.press(driver, self.find(driver, "#leave button"))
                self.wait(driver, lambda it: it.current_url.endswith("/recipe"))
                self.assertNotIn("Nadège", driver.page_source)
                driver.back()
                self.wait(driver, lambda it: self.find_all(it, "input[type=password]"))
                self.assertNotIn("Nadège", driver.page_source)
                driver.save_screenshot(str(SCREENSHOTS / "locked.png"))
                self.unlock(driver, person)
                # Some pages ask for a passphrase themselves.
                self.visit(person, path)
                self.assertTrue(self.find_all(driver, "nav"), "the page is open")

        self.each(look)

    def test_works_without_javascript(self):
        for person, paths in EVERYONE:
            driver, _ = self.rooms[person]
            driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
            try:
                for path in paths:
                    self.visit(person, path)
                    self.assertTrue(self.find_all(driver, "main h1"), path)
                entry = driver.find_elements(By.CSS_SELECTOR, "nav a")[-1]
                place = entry.get_attribute("href")
                self.press(driver, entry)
                self.assertEqual(driver.current_url, place)
            finally:
                driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

    def test_turns_a_stranger_away(self):
        for person, (driver, base) in self.rooms.items():
            cookies = driver.get_cookies()
            self.assertTrue(cookies and all(
                cookie["httpOnly"] and cookie["sameSite"] == "Strict" for cookie in cookies))
            driver.delete_all_cookies()
            driver.get(base + "/")
            self.assertNotIn("Nadège", driver.page_source)
            self.assertFalse(self.find_all(driver, "nav"), person)
            for cookie in cookies:
                driver.add_cookie(
                    {name: cookie[name] for name in ["name", "value", "path", "sameSite"]})
            self.visit(person, "/")
            self.assertTrue(self.find_all(driver, "nav"))


