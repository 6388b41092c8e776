"""The architecture page says what is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "csworkbench"


def test_table_of_layers_names_exactly_the_folders() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(\w+)` \|", page, flags=re.MULTILINE))
    folders = {one.name for one in PACKAGE.iterdir() if one.is_dir() and (one / "__init__.py").exists()}
    assert named == folders | {"__main__"}


def test_picture_names_every_layer() -> None:
    picture = (ROOT / "docs" / "images" / "layers.svg").read_text(encoding="utf-8")
    for folder in PACKAGE.iterdir():
        if (folder / "__init__.py").exists():
            assert f">{folder.name}:" in picture


def test_files_named_in_documents_exist() -> None:
    for page in ("docs/architecture.md", "docs/add-a-feature.md", "CONTRIBUTING.md", "README.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        for name in re.findall(r"`((?:domain|storage|services|ui|cli|infra|exchange)/[\w/]+\.py)`", text):
            assert (PACKAGE / name).exists(), f"{page} names {name}"
        for link in re.findall(r"\]\((?!http)([\w/.-]+)\)", text):
            assert ((ROOT / page).parent / link).exists(), f"{page} links to {link}"
