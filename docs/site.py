"""Pages of the reference site that are made, not written: home, reference and gallery. mkdocs calls the functions."""

import ast
import re
from collections import defaultdict
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
_ROOMS = (
    ("analytics.measures.coverage.", "coverage"),
    ("analytics.measures.mentions.", "mentions"),
    ("analytics.measures.words.", "words"),
    ("analytics.measures.stories.", "stories"),
    ("analytics.measures.corpus.", "corpus"),
    ("analytics.measures.validation.", "validation"),
    ("analytics.coding.", "validation"),
    ("analytics.measures.", "subjects"),
    ("analytics.text.", "subjects"),
    ("analytics.read.", "reading"),
    ("analytics.scale", "reading"),
    ("analytics.explorer", "reports"),
    ("analytics.reports.", "reports"),
    ("analytics.charts.", "charts"),
    ("analytics.errors", "errors"),
    ("analytics.", "more"),
)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made from the code and from the README."""
    made = {"index.md": home(), "gallery.md": gallery()} | reference()
    for path, text in made.items():
        files.append(File.generated(config, path, content=text))
    return files


def home() -> str:
    """Return the README as a page among those of `docs`."""
    text = (ROOT / "README.md").read_text("utf-8").replace("](docs/", "](")
    return re.sub(
        r"\[([^]]+)\]\((?:data/entities\.toml|LICENSE|CONTRIBUTING\.md|SECURITY\.md)\)", r"\1", text
    )


def public_names() -> dict[str, list[str]]:
    """Return every public name with its module, by the page that it belongs to."""
    pages: dict[str, list[str]] = defaultdict(list)
    for stub in ("analytics", "analytics/charts", "analytics/reports"):
        package = stub.replace("/", ".")
        for node in ast.parse((ROOT / stub / "__init__.pyi").read_text("utf-8")).body:
            if isinstance(node, ast.ImportFrom) and node.module:
                module = f"{package}.{node.module}"
                page = next(page for start, page in _ROOMS if module.startswith(start))
                pages[page] += [f"{module}.{alias.name}" for alias in node.names]
    return pages


def reference() -> dict[str, str]:
    """Return the reference: one page for each room, one entry for each public name."""
    return {
        f"reference/{page}.md": f"# {page.capitalize()}\n\n" + "\n".join(map(entry, sorted(names)))
        for page, names in public_names().items()
    }


def entry(name: str) -> str:
    """Return the entry of a public name: its docstring, and its picture where there is one."""
    picture = f"methods/{name.rpartition('.')[2]}.png"
    shown = f"\n![{name.rpartition('.')[2]}](../{picture})\n" if (ROOT / "docs" / picture).exists() else ""
    return f"::: {name}\n{shown}"


def gallery() -> str:
    """Return each picture of the methods with the lines that draw it."""
    source = (ROOT / "docs" / "methods.py").read_text("utf-8")
    tree = ast.parse(source)
    pictures = next(
        node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "pictures"
    )
    (drawn,) = (node.value for node in pictures.body if isinstance(node, ast.Return))
    assert isinstance(drawn, ast.Dict)
    constants = [
        node
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id in ("HALVES", "RIVALS")
    ]
    shared = [node for node in pictures.body if isinstance(node, ast.Assign)][1:]
    begin = [
        "import analytics",
        "from analytics import charts",
        "",
        "articles = analytics.load_sample().articles",
    ]
    begin += [ast.unparse(node) for node in (*constants, *shared)]
    parts = [
        "# Gallery\n\nEach chart with the line that makes it. All begin like this:\n\n"
        f"```python\n{chr(10).join(begin)}\n```\n"
    ]
    for key, value in zip(drawn.keys, drawn.values, strict=True):
        assert isinstance(key, ast.Constant) and isinstance(value, ast.Lambda)
        code = ast.unparse(value.body)
        parts.append(f"## {key.value}\n\n```python\n{code}\n```\n\n![{key.value}](methods/{key.value}.png)\n")
    return "\n".join(parts)
