"""A real browser for tests: Debian's chromium and its driver, headless, with every request and message logged."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.web.run_screen import PASSWORD

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
MISSING = "" if CHROMIUM and DRIVER else "no chromium with chromedriver is installed"
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--lang=zh-CN",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
PATIENCE = 20
DESKS = count(1)


@contextmanager
def serving(case: str, *more: str) -> Iterator[str]:
    """Serve a case from a process of its own; yield the address. `more` are further words of run_screen."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.web.run_screen", str(port), case, *more]
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "NICEGUI"))}
    with subprocess.Popen(command, cwd=ROOT, env=ours, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


class Browser:
    """One window; `url` is where the screen is served."""

    def __init__(self, url: str, width: int = 1366, height: int = 768) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM or ""
        for flag in (*FLAGS, f"--window-size={width},{height}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.url = url
        self.driver = webdriver.Chrome(options=options, service=Service(DRIVER))
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def close(self) -> None:
        self.driver.quit()

    def open(self, tab: str = "") -> None:
        """Open a desk that no other window has used."""
        self.driver.get(f"{self.url}/{tab}?case={next(DESKS)}")
        self.until("return document.querySelector('#status')?.textContent.includes('已复核')")

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Sign in on the page of the login, and wait until it has gone."""
        self.driver.get(f"{self.url}/login")
        self.driver.find_element(By.ID, "name").send_keys(name)
        self.driver.find_element(By.ID, "password").send_keys(password)
        self.click("main button")
        self.until("return location.pathname !== '/login'")

    def js(self, script: str, *args: Any) -> Any:
        return self.driver.execute_script(script, *args)

    def until(self, script: str) -> Any:
        """Wait until a script returns something true; return it."""
        return WebDriverWait(self.driver, PATIENCE, 0.02).until(lambda driver: driver.execute_script(script))

    def text(self, selector: str) -> str:
        return str(self.driver.find_element(By.CSS_SELECTOR, selector).text)

    def click(self, selector: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).click()

    def press(self, *keys: str) -> None:
        """Press keys one after the other where the focus is."""
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def answered(self, number: int) -> None:
        """Wait for the verified answer of one solve."""
        self.until(f"return /第 {number} 次求解.*已复核/.test(document.querySelector('#status').textContent)")

    def errors(self) -> list[str]:
        """What the console said against the page."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    def requests(self) -> set[str]:
        """The addresses that were asked for, sockets included."""
        found = set()
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.add(message["params"]["request"]["url"])
            elif message["method"] == "Network.webSocketCreated":
                found.add(message["params"]["url"])
        return found

    def received(self) -> int:
        """Bytes that the server sent since the log was last read, messages of sockets included."""
        size = 0
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.loadingFinished":
                size += int(message["params"]["encodedDataLength"])
            elif message["method"] == "Network.webSocketFrameReceived":
                size += len(message["params"]["response"]["payloadData"])
        return size

    def violations(self) -> list[str]:
        """What axe-core finds wrong with the page: rule and element."""
        axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
        self.driver.execute_script(axe)
        found = self.driver.execute_async_script("axe.run().then(arguments[0])")
        return [f"{v['id']}: {node['html'][:160]}" for v in found["violations"] for node in v["nodes"][:3]]
