"""No network for any test, and the assistant on the seed documents for those that want the real thing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from assistant import Assistant
from tests.no_network import sitecustomize

ROOT = Path(__file__).parent.parent
NETWORK_LOG = Path(tempfile.mkdtemp(prefix="carecite-tests-")) / "network.log"
NETWORK_LOG.touch()

# Set before any test module is imported: libraries read these once, and every process that a test starts inherits them.
os.environ |= {
    "NETWORK_LOG": str(NETWORK_LOG),
    "PYTHONPATH": os.pathsep.join([str(Path(sitecustomize.__file__).parent), str(ROOT)]),
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
}

# The same examples in every run: a check that fails by chance stops a change that has nothing to do with it.
# HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    """Fail the test after which this process or a child of it has tried to reach another computer, even if nothing came of it."""
    yield
    attempts = NETWORK_LOG.read_text(encoding="utf-8").splitlines()
    NETWORK_LOG.write_text("", encoding="utf-8")
    assert not attempts, f"the test, or a fixture that it was the first to use, reached for the network: {attempts}"


@pytest.fixture(scope="session")
def seed_index() -> Path:
    """Return the folder of an index of the seed documents, kept between runs and brought up to date.

    Another process builds it, so that the tests' own does not load torch.
    """
    target = ROOT / ".carecite" / "test-index"
    command = [sys.executable, "-m", "assistant.cli", "build", str(ROOT / "seeds"), "--index", str(target)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return target


@pytest.fixture(scope="session")
def assistant(seed_index: Path) -> Assistant:
    """Return the assistant on the seed documents."""
    return Assistant.open(seed_index)


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    """Start a headless browser with an empty profile; it ends with the module, because its event loop would hinder other tests' own."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("no Chromium is installed")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=executable, headless=True, args=quiet)
        yield browser
        browser.close()
