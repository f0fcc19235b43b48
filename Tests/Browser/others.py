"""The professional's day and the ethics officer's."""

from world import Keys, PageTest


class ProfessionalsDay(PageTest):
    def go_on(self, driver):
        self.press(driver, self.find(driver, "main form button.main"))

    def test_asks_purpose_first_opens_a_view_and_never_learns_how_much_is_hidden(self):
        driver = self.visit("paul", "/ask")
        self.find(driver, "[name=address]").send_keys(self.world.address)
        self.go_on(driver)
        # Nothing of the record is asked for before the purpose.
        self.assertTrue(self.find_all(driver, "[name=purpose]"))
        self.assertFalse(self.find_all(driver, "[name=domain]"))
        self.look(driver, "paul-ask-purpose")
        self.press(driver, self.find(driver, "[name=purpose]"))
        self.go_on(driver)
        self.press(driver, self.find(driver, "[name=reason]"))
        days = self.find(driver, "[name=days]")
        days.clear()
        days.send_keys("30")
        self.go_on(driver)
        self.press(driver, self.find(driver, "[name=domain]"))
        self.press(driver, self.find(driver, "[name=facet]"))
        self.go_on(driver)
        if self.find_all(driver, "[name=note]"):
            self.go_on(driver)
        self.assertTrue(self.find(driver, "#check").text)
        self.look(driver, "paul-ask-check")
        self.go_on(driver)
        self.assertIn("/asked", driver.current_url)
        self.look(driver, "paul-asked-sent")

        self.visit("paul", "/views")
        self.press(driver, self.find(driver, "main td a, main th a, main li a"))
        self.look(driver, "paul-view-before")
        self.press(driver, self.find(driver, "#open-view"))
        self.assertTrue(self.find(driver, "#logged").text)
        self.look(driver, "paul-view")
        text = self.main(driver)
        for word in ["caché", "jardin secret", "réserve", "hidden"]:
            self.assertNotIn(word, text)

    def test_proposes_an_addition_which_waits_for_the_owner(self):
        driver = self.visit("paul", "/views")
        self.press(driver, self.find(driver, "main td a, main th a, main li a"))
        self.press(driver, self.find(driver, "#open-view"))
        self.press(driver, self.find(driver, "#propose button"))
        self.look(driver, "paul-propose")
        for _ in range(8):
            if "proposed" in driver.current_url:
                break
            form = self.find(driver, "main form[id^=propose-]")
            for name in {
                field.get_attribute("name") for field in form.find_elements(
                    "css selector", "input[type=radio]")
            }:
                self.press(
                    driver, form.find_elements("css selector", f"input[name='{name}']")[0])
            for field in form.find_elements(
                "css selector", "textarea, input[type=text], input:not([type])"
            ):
                if field.get_attribute("required"):
                    field.send_keys("Rendez-vous pris en son nom")
            for kind, value in [("date", "01152027"), ("time", "1000AM")]:
                for field in form.find_elements("css selector", f"input[type={kind}]"):
                    field.send_keys(value)
            self.go_on(driver)
        self.assertIn("proposed", driver.current_url)
        owner = self.visit("nadege", "/asked")
        self.look(owner, "nadege-asked-proposed")
        self.press(owner, self.find(owner, "#proposed-open a"))
        self.look(owner, "nadege-proposed")
        buttons = self.find_all(owner, "#answers button")
        self.assertEqual(len({(b.size["width"], b.size["height"]) for b in buttons}), 1)
        self.press(owner, self.find(owner, "#answers button"))
        self.visit("nadege", "/asked")
        self.assertFalse(self.find_all(owner, "#proposed-open a"))


class OfficersDay(PageTest):
    def test_reads_the_state_first_then_a_period_and_single_entries(self):
        driver = self.visit("auditor", "/")
        first = self.find(driver, "main p")
        self.assertEqual(first.get_attribute("id"), "sound")
        self.visit("auditor", "/period")
        for part in ["by-authority", "by-purpose", "by-outcome"]:
            self.assertTrue(self.find_all(driver, f"#{part} svg"), part)
            self.assertTrue(self.find_all(driver, f"#{part} table"), part)
        self.find(driver, "[name=from]").send_keys("01012020")
        self.find(driver, "[name=until]").send_keys("01022020" + Keys.ENTER)
        self.assertTrue(self.find_all(driver, "#by-outcome"))
        self.visit("auditor", "/entries")
        rows = self.find_all(driver, "main tbody tr")
        self.assertGreater(len(rows), 10)
        text = self.main(driver)
        for name in ["Nadège", "Paul", "Baert", "Vion", "Okoro"]:
            self.assertNotIn(name, text)
