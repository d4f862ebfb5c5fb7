"""Grammars and templates are found in a wheel, in an editable install and in a bare checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORMULA = "y ~ x + (1 | g)"
SCRIPT = (
    "import formula2eq as f; m = f.Model('y ~ x + (1 | g)'); "
    "e = m.equations('combined'); assert 'begin{aligned}' in e.latex(); print(f.__file__)"
)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's files, as a clone would have them."""
    target = tmp_path_factory.mktemp("checkout")
    for name in ("formula2eq", "grammar", "templates"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, target / name)
    return target


def run(code: str, path: Path, folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_bare_checkout(checkout: Path, tmp_path: Path) -> None:
    assert run(SCRIPT, checkout, tmp_path).startswith(str(checkout))


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target)],
        cwd=checkout,
        check=True,
        capture_output=True,
    )
    (made,) = target.glob("*.whl")
    return made


def test_wheel_holds_grammars_and_templates(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "formula2eq/grammar/formula.lark" in names
    assert "formula2eq/grammar/formula.table.json" in names
    assert "formula2eq/templates/latex/equations.tex.j2" in names
    assert "formula2eq/py.typed" in names


def test_wheel(wheel: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(unpacked)
    assert run(SCRIPT, unpacked, tmp_path).startswith(str(unpacked))


def test_zipped_wheel(wheel: Path, tmp_path: Path) -> None:
    assert run(SCRIPT, wheel, tmp_path).startswith(str(wheel))


def test_editable_install(checkout: Path, tmp_path: Path) -> None:
    place = tmp_path / "venv"
    venv.create(place, with_pip=True, system_site_packages=False)
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    here = next(path for path in sys.path if path.endswith("site-packages"))
    (next(place.rglob("site-packages")) / "outer.pth").write_text(here, encoding="utf-8")
    subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
        + ["--editable", str(checkout)],
        check=True,
        capture_output=True,
    )
    done = subprocess.run(
        [str(python), "-c", SCRIPT], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().startswith(str(checkout))
