"""Chromium, driven by the WebDriver protocol over plain HTTP: no package is needed for it."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
#: No proxy stands between a test and its own browser.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
KEYS = {"left": "\ue012", "right": "\ue014", "escape": "\ue00c", "tab": "\ue004", "enter": "\ue007"}


class Browser:
    """One window."""

    def __init__(self, address: str, profile: Path, flags: tuple[str, ...] = ()) -> None:
        self.address = address
        options = {"args": [*FLAGS, *flags, f"--user-data-dir={profile}"]}
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        made = self._call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.session = f"/session/{made['sessionId']}"

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, method=method)
        with OPENER.open(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def open(self, path: Path) -> None:
        """Load a file."""
        self._call("POST", f"{self.session}/url", {"url": path.as_uri()})

    def run(self, script: str, *arguments: object) -> Any:
        """What a script returns."""
        body = {"script": script, "args": list(arguments)}
        return self._call("POST", f"{self.session}/execute/sync", body)

    def wait(self, script: str) -> Any:
        """What an asynchronous script hands to its last argument."""
        body = {"script": script, "args": []}
        return self._call("POST", f"{self.session}/execute/async", body)

    def find(self, selector: str) -> list[dict[str, str]]:
        """The elements of a selector."""
        body = {"using": "css selector", "value": selector}
        found: list[dict[str, str]] = self._call("POST", f"{self.session}/elements", body)
        return found

    def hover(self, element: dict[str, str]) -> None:
        """Move the pointer onto the middle of an element."""
        move = {"type": "pointerMove", "duration": 0, "origin": element, "x": 0, "y": 0}
        self._act({"type": "pointer", "id": "mouse", "actions": [move]})

    def click(self, element: dict[str, str]) -> None:
        """Click an element."""
        (name,) = element.values()
        self._call("POST", f"{self.session}/element/{name}/click", {})

    def press(self, key: str) -> None:
        """Press and release a key."""
        value = KEYS.get(key, key)
        actions = [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}]
        self._act({"type": "key", "id": "keyboard", "actions": actions})

    def _act(self, action: dict[str, Any]) -> None:
        self._call("POST", f"{self.session}/actions", {"actions": [action]})

    def command(self, name: str, **parameters: object) -> Any:
        """A command of the DevTools protocol."""
        body = {"cmd": name, "params": parameters}
        return self._call("POST", f"{self.session}/goog/cdp/execute", body)

    def screenshot(self, path: Path) -> None:
        """The window as PNG."""
        path.write_bytes(base64.b64decode(self._call("GET", f"{self.session}/screenshot")))

    def log(self, kind: str) -> list[dict[str, Any]]:
        """The entries of a log since it was last asked for: ``browser`` or ``performance``."""
        entries: list[dict[str, Any]] = self._call("POST", f"{self.session}/se/log", {"type": kind})
        return entries

    def requests(self) -> list[str]:
        """The addresses asked for since the last call."""
        messages = [json.loads(entry["message"])["message"] for entry in self.log("performance")]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]

    def close(self) -> None:
        """End the session and its browser."""
        self._call("DELETE", self.session)


@contextmanager
def browser(profile: Path, *flags: str) -> Iterator[Browser]:
    """A browser with a fresh profile, ended afterwards."""
    driver = subprocess.Popen(
        ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert driver.stdout is not None
    try:
        for line in driver.stdout:
            if found := re.search(r"successfully on port (\d+)", line.strip()):
                break
        else:
            raise AssertionError("chromedriver did not start")
        window = Browser(f"http://127.0.0.1:{found[1]}", profile, flags)
        try:
            yield window
        finally:
            window.close()
    finally:
        driver.terminate()
        driver.wait()
        driver.stdout.close()
