"""The rules that no tool knows, each a function of parsed source that names what breaks it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "csworkbench"
FILE_LINES, FUNCTION_LINES, PUBLIC_METHODS = 300, 40, 20
RICH_TEXT_CALLS = frozenset({"setHtml", "insertHtml", "appendHtml"})
VAGUE_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "misc"})
Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: Path) -> list[Path]:
    """Give all sources below the folders, in a stable order."""
    return sorted(file for folder in folders for file in folder.rglob("*.py"))


def short(file: Path) -> str:
    """Give the path as it is written in lists of exceptions."""
    return file.relative_to(ROOT).as_posix()


def calls(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Give each call as its dotted name (as far as it is one) and its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Give each absolutely imported module and its line, at whatever depth it is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module, node.lineno


def rich_text(tree: ast.AST) -> list[int]:
    """Give the lines where text is shown as HTML; words of users are data."""
    lines = [line for name, line in calls(tree) if name.rpartition(".")[2] in RICH_TEXT_CALLS]
    rich = (n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr in ("RichText", "AutoText"))
    return sorted(lines + [node.lineno for node in rich])


def bare_labels(tree: ast.AST) -> list[int]:
    """Give the lines that make a QLabel, which would guess whether its text is HTML."""
    return [line for name, line in calls(tree) if name.rpartition(".")[2] == "QLabel"]


def imports_of_application(tree: ast.AST) -> list[int]:
    """Give the lines that import the application."""
    return [line for name, line in imported(tree) if name.partition(".")[0] == "csworkbench"]


def impure_imports(tree: ast.AST) -> list[str]:
    """Give the imports that a domain module may not have: all but the standard library and the domain itself."""
    return [
        name
        for name, _ in imported(tree)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and name != "csworkbench"
        and not f"{name}.".startswith("csworkbench.domain.")
    ]


def fixed_waits(tree: ast.AST) -> list[int]:
    """Give the lines that wait for a time instead of an event."""
    return [line for name, line in calls(tree) if name in ("time.sleep", "sleep", "qtbot.wait", "QTest.qWait")]


def undocumented_methods(tree: ast.AST) -> list[str]:
    """Give the public methods without a docstring; camel case is an override that Qt documents."""
    return [
        f"{owner.name}.{method.name}"
        for owner in ast.walk(tree)
        if isinstance(owner, ast.ClassDef) and not owner.name.startswith("_")
        for method in owner.body
        if isinstance(method, Function)
        and not method.name.startswith("_")
        and method.name.islower()
        and ast.get_docstring(method) is None
        and not _is_setter_or_overload(method)
    ]


def _is_setter_or_overload(method: Function) -> bool:
    names = {ast.unparse(decorator).rpartition(".")[2] for decorator in method.decorator_list}
    return bool(names & {"setter", "overload", "override"})


def oversizes(text: str, name: str) -> dict[str, int]:
    """Give what is larger than the house allows: `file`, `file::function` or `file::class` with its size."""
    tree = ast.parse(text)
    found = {}
    lines = len(text.splitlines())
    if lines > FILE_LINES:
        found[name] = lines
    for path, node in _definitions(tree, ""):
        if isinstance(node, ast.ClassDef):
            size, limit = sum(isinstance(m, Function) and not m.name.startswith("_") for m in node.body), PUBLIC_METHODS
        else:
            size, limit = (node.end_lineno or node.lineno) - node.lineno + 1, FUNCTION_LINES
        if size > limit:
            found[f"{name}::{path}"] = size
    return found


def _definitions(node: ast.AST, path: str) -> Iterator[tuple[str, ast.ClassDef | Function]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | Function):
            inner = f"{path}.{child.name}".lstrip(".")
            yield inner, child
            yield from _definitions(child, inner)
        else:
            yield from _definitions(child, path)
