"""Projects: make one, and add reports to it."""

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import typer

from ..errors import ProjectError
from ..project import FILE, find_project
from ..shipped import shipped
from .command import command
from .program import app

_TEMPLATES = Path(__file__).parent / "templates"
new = typer.Typer(help="Add a part to the project.", no_args_is_help=True)
app.add_typer(new, name="new")


@command
def init(folder: Path = Path(), sample: bool = True) -> None:
    """Make a project: settings, an entity pack, a report, and a folder for the articles."""
    taken = [name for name in (FILE, "entities.toml", "notebooks", "articles") if (folder / name).exists()]
    if taken:
        raise ProjectError(f"{folder} has {', '.join(taken)} already; give another folder")
    try:
        (folder / "articles").mkdir(parents=True)
        (folder / "notebooks").mkdir()
        for name in ("entities.toml", FILE):  # the settings last: with them it is a project
            if name == FILE:
                _write_report(folder / "notebooks" / "my_report.ipynb", "我的報告")
                if sample:
                    _unpack_sample(folder / "articles")
            shutil.copyfile(_TEMPLATES / name, folder / name)
    except OSError as error:
        raise ProjectError(f"{folder}: cannot be written ({error.strerror})") from None
    inside = "" if folder.resolve() == Path.cwd() else f"cd {folder} && "
    print(f"made {folder / FILE}, entities.toml, notebooks/my_report.ipynb and articles/")
    print(f"next: {inside}analytics report" if sample else f"next: put articles into {folder / 'articles'}")


@partial(command, name="report", under=new)
def new_report(name: str, title: str | None = None) -> None:
    """Add a report to the project: a notebook that passes the checks, to be changed as you like."""
    project = find_project()
    folder = Path(project.settings.get("notebooks", project.folder / "notebooks")) if project else Path()
    plain = name.removesuffix(".ipynb")
    if Path(plain).name != plain or not plain.strip():
        raise ProjectError(f"{name!r} is no name of a notebook; give one without slashes")
    place = folder / f"{plain}.ipynb"
    if place.exists():
        raise ProjectError(f"{place} is there already; give another name")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_report(place, title or plain.replace("_", " "))
    except OSError as error:
        raise ProjectError(f"{place}: cannot be written ({error.strerror})") from None
    print(f"made {place}; build it with: analytics report {plain if project else place}")


def _write_report(place: Path, title: str) -> None:
    notebook: dict[str, Any] = json.loads((_TEMPLATES / "report.ipynb").read_text("utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = [line.replace("$title", title) for line in cell["source"]]
    place.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _unpack_sample(folder: Path) -> None:
    checkout, packed = shipped("data/sample"), shipped("data/sample.zip")
    if checkout.exists():
        shutil.copytree(checkout, folder, dirs_exist_ok=True)
    else:
        shutil.unpack_archive(packed, folder)
