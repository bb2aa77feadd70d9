"""The shape of the house: which way imports point, where heavy libraries come in, how errors derive."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import assistant
from ingest.errors import CareciteError

ROOT = Path(__file__).parent.parent
PACKAGES = ("ingest", "index", "assistant", "evals")
"""Each may import those before it, and itself."""

HEAVY = {
    "pypdfium2": {"ingest/readers/pdf/pdf_library.py"},
    "pytesseract": {"ingest/readers/pdf/ocr.py"},
    "sentence_transformers": {"index/embedder.py"},
    "transformers": {"index/embedder.py"},
    "torch": {"index/embedder.py"},
    "safetensors": {"index/adapter/weights.py"},
    "onnxruntime": {"index/encoder.py"},
    "threadpoolctl": {"index/blas_threads.py"},
    "tokenizers": {"index/encoder.py"},
    "faiss": {"index/vector_store.py"},
    "bm25s": {"index/lexical_store.py", "evals/peers/bm25_sentences.py"},
    "Stemmer": {"index/lexical_store.py", "evals/peers/llama_index_nodes.py"},
    "docx": {"assistant/export/word.py"},
    "reportlab": {"assistant/export/pdf.py"},
    "gradio": {"assistant/chat/page.py"},
    "mcp": {"assistant/programs/mcp_server.py"},
    "mcp_types": {"assistant/programs/mcp_server.py"},
    "lxml": {"ingest/readers/package.py", "ingest/readers/tree.py"},
    "openpyxl": {"ingest/readers/workbook.py"},
    "pptx": {"ingest/readers/slides.py"},
    "langchain": set(),
    "langchain_core": {"assistant/langchain_adapter.py", "evals/peers/langchain_chunks.py"},
    "langchain_community": {"evals/peers/langchain_chunks.py"},
    "langchain_text_splitters": {"evals/peers/langchain_chunks.py"},
    "llama_index": {"evals/peers/llama_index_nodes.py"},
    "haystack": {"evals/peers/haystack_documents.py"},
    "txtai": {"evals/peers/txtai_segments.py"},
    "nltk": {"evals/peers/txtai_segments.py"},
}
"""Library to the modules that may import it: one, and the systems that the evaluation compares with."""

MOST_LINES = 300
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of each module that ``path`` imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{relative(path)}: a relative import; write the module's full name"
            yield node.module or ""


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 50


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_imports_point_one_way(path: Path) -> None:
    allowed = PACKAGES[: PACKAGES.index(path.relative_to(ROOT).parts[0]) + 1]
    packages = {name.partition(".")[0] for name in imported(path)}
    assert packages & {*PACKAGES, "tests", "training"} <= set(allowed)


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_heavy_libraries_have_one_door(path: Path) -> None:
    libraries = {name.partition(".")[0] for name in imported(path)} & HEAVY.keys()
    assert [library for library in sorted(libraries) if relative(path) not in HEAVY[library]] == []


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_no_module_is_too_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("module", ["assistant", "assistant.cli", "evals.cli"])
def test_importing_loads_no_heavy_library(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert sorted(HEAVY.keys() & set(loaded)) == []


def test_the_assistant_exports_what_it_imports() -> None:
    public = {name for name, value in vars(assistant).items() if not name.startswith("_") and not isinstance(value, ModuleType)}
    assert assistant.__all__ == sorted(public - {"annotations"})


def error_classes(package: str) -> list[type]:
    module = importlib.import_module(f"{package}.errors")
    return [value for value in vars(module).values() if isinstance(value, type) and value.__module__ == module.__name__]


@pytest.mark.parametrize("package", PACKAGES)
def test_errors_stand_in_the_tree_that_their_module_draws(package: str) -> None:
    """A line such as ``├── FolderError    the folder is missing`` names a class, and the line above it that stands further left its base."""
    tree = (importlib.import_module(f"{package}.errors").__doc__ or "").partition("::\n")[2]
    drawn: dict[str, str] = {}
    above: list[tuple[int, str]] = []
    for line in tree.splitlines():
        name = re.match(r"[\s│├└─]*(\w+(?:Error|Index|Mismatch|Document|InUse|Extra))\b", line)
        if name is None:
            continue
        above = [(column, base) for column, base in above if column < name.start(1)]
        drawn[name[1]] = above[-1][1] if above else ""
        above.append((name.start(1), name[1]))
    for error in error_classes(package):
        assert issubclass(error, CareciteError)
        assert error.__name__ in drawn, f"{error.__name__} is missing in the docstring of {package}/errors.py"
        assert drawn[error.__name__] in (error.__base__.__name__ if error.__base__ else "", "")


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "errors.py"], ids=relative)
def test_errors_are_defined_with_their_package_s_others(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            bases = [ast.unparse(base) for base in node.bases]
            assert not [base for base in bases if base.endswith(("Error", "Exception"))], f"{node.name} belongs into errors.py"


def test_nothing_large_is_kept_that_a_command_makes() -> None:
    """Whoever clones gets every file that ever was: the largest may be the larger cross-encoder's weights."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    files = [ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name]
    assert len(files) > 100
    largest = (ROOT / "index" / "adapter" / "mpnet.safetensors").stat().st_size
    assert [file.name for file in files if file.is_file() and file.stat().st_size > largest] == []
    assert [file.name for file in files if file.suffix in {".onnx", ".data", ".npy"}] == []
