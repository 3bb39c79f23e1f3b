"""What all tests share: no test sees the user's settings, cache or terminal."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Machines are shared: what a test finds must not depend on how long it took.
settings.register_profile("timeline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("timeline")


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in ("TIMELINE_LOG", "TIMELINE_RECORDED_BY", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    # Records of tests are of one year, and their clock is of another.
    monkeypatch.setattr("timeline.record.stamp.AHEAD", timedelta(days=36_500))
    # What nobody expected is a fault of the program, and of the test that met it.
    monkeypatch.setenv("TIMELINE_TRACEBACK", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def source_texts() -> Path:
    """The folder of source texts; tests that need it are skipped where it is not named."""
    folder = os.environ.get("TIMELINE_SOURCES")
    if not folder:
        pytest.skip("TIMELINE_SOURCES does not name the folder of source texts")
    return Path(folder)
