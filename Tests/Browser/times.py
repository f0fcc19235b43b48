"""How long pages take, printed beside what is asked; no test asserts a duration."""

import re
import statistics
import subprocess
import time
import urllib.request

from world import OWNER, PROGRAM, PageTest

MEMBERS = 60
TRIES = 30


class PageTimes(PageTest):
    def test_times_of_the_owners_pages(self):
        driver, base = self.rooms["nadege"]
        have = len(self.world_members(driver))
        for number in range(max(0, MEMBERS - have)):
            self.visit("nadege", "/network/add/member")
            self.find(driver, "[name=name]").send_keys(f"Personne {number}")
            self.press(
                driver, self.find(driver, "main form button[type=submit]:not([hidden])"))
        cookie = driver.get_cookies()[0]
        print(f"\n| page, {MEMBERS} members | asked | p50 | p95 |\n| --- | --- | --- | --- |")
        for path in OWNER:
            request = urllib.request.Request(
                base + path, headers={"Cookie": f"{cookie['name']}={cookie['value']}"})
            times = []
            for _ in range(TRIES):
                begin = time.perf_counter()
                with urllib.request.urlopen(request) as answer:
                    answer.read()
                times.append((time.perf_counter() - begin) * 1000)
            times.sort()
            print(
                f"| {path} | p95 ≤ 50 ms | {statistics.median(times):.1f} ms"
                f" | {times[int(TRIES * 0.95)]:.1f} ms |")
        print(f"`maille open` to the first page, asked ≤ 1 s: {self.opening():.2f} s")

    def world_members(self, driver):
        self.visit("nadege", "/network")
        return self.find_all(driver, "#people li")

    def opening(self):
        """Seconds from the start of the program, the passphrase's cost in them, to the first page."""
        home = self.world.folder / "vion"
        begin = time.perf_counter()
        process = subprocess.Popen(
            [PROGRAM, "open", "--hub", self.world.hub()], stdout=subprocess.PIPE, text=True,
            env=self.world.environment(home), cwd=self.world.folder)
        try:
            door = next(
                found.group(0) for found in (
                    re.search(r"http://\S+/enter/\w+", line) for line in process.stdout) if found)
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            with opener.open(door) as answer:
                answer.read()
            return time.perf_counter() - begin
        finally:
            process.kill()
            process.wait(30)
