"""Fences: a fence moves only in a commit that says why."""

import ast
import importlib
import inspect
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import pourparler
from pourparler.analyses.registry import OWN, concept_class
from pourparler.analyses.talks.registry import OWN as STRATEGIES
from pourparler.analyses.talks.registry import strategy_class

SRC = Path(pourparler.__file__).parent
FILES = sorted(SRC.rglob("*.py"))
LONG_FUNCTION, LONG_KERNEL, LONG_FILE, MANY_PARAMETERS = 50, 100, 400, 6


def _name(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


@cache
def _nodes(path: Path) -> tuple[ast.Module, tuple[ast.AST, ...]]:
    """The tree of a file and all that is in it: parsed once for all fences."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tree, tuple(ast.walk(tree))


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in _nodes(path)[1] if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONG_FILE


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_functions_are_short(path: Path) -> None:
    limit = LONG_KERNEL if "kernels" in path.parts else LONG_FUNCTION
    long = [f.name for f in _functions(path) if (f.end_lineno or 0) - f.lineno + 1 > limit]
    assert not long


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_parameters_are_few(path: Path) -> None:
    def count(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
        names = [a.arg for a in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
        return len([name for name in names if name not in ("self", "cls")])

    assert not [f.name for f in _functions(path) if count(f) > MANY_PARAMETERS]


@pytest.mark.parametrize("path", [p for p in FILES if "app" not in p.parts], ids=_name)
def test_inner_functions_take_keywords_after_the_third_parameter(path: Path) -> None:
    def positional(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
        arguments = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
        return len([a for a in arguments if a not in ("self", "cls")])

    tree, _ = _nodes(path)
    public = [n for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
    long = [f.name for f in public if len(f.args.args) + len(f.args.kwonlyargs) > 2 and positional(f) > 3]
    assert not long


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_everything_public_is_documented(path: Path) -> None:
    tree, _ = _nodes(path)
    assert ast.get_docstring(tree), "a module says what it is for"
    kinds = ast.FunctionDef | ast.ClassDef
    bare = [
        n.name
        for n in tree.body
        if isinstance(n, kinds) and not n.name.startswith("_") and not ast.get_docstring(n)
    ]
    assert not bare


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_catch_all_names_and_no_swallowed_exceptions(path: Path) -> None:
    assert path.stem not in {"utils", "util", "misc", "helpers", "common"}
    for node in _nodes(path)[1]:
        if isinstance(node, ast.ExceptHandler):
            assert not (len(node.body) == 1 and isinstance(node.body[0], ast.Pass)), (
                "an exception is swallowed"
            )
            assert node.type is not None, "a bare except"


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_nothing_prints_below_app(path: Path) -> None:
    if "app" in path.parts or path.name == "terminal.py":
        return
    calls = [n for n in _nodes(path)[1] if isinstance(n, ast.Call)]
    assert not [n for n in calls if isinstance(n.func, ast.Name) and n.func.id == "print"]


def test_inheritance_is_shallow() -> None:
    for path in FILES:
        if path.name == "__main__.py":
            continue
        module = importlib.import_module(
            "pourparler." + ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")
        )
        for _, cls in inspect.getmembers(module, inspect.isclass):
            if cls.__module__ == module.__name__:
                own = [base for base in cls.__mro__[1:] if base.__module__.startswith("pourparler")]
                assert len(own) <= 2, cls


def test_the_public_functions_take_keywords_after_the_second_parameter() -> None:
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    for name in pourparler.__all__:
        found = getattr(pourparler, name)
        methods = [m for n, m in inspect.getmembers(found, inspect.isfunction) if not n.startswith("_")]
        for function in methods if inspect.isclass(found) else [found] if inspect.isfunction(found) else []:
            if function.__module__.startswith("pourparler"):
                names = [p.name for p in inspect.signature(function).parameters.values() if p.kind in kinds]
                assert len([n for n in names if n not in ("self", "cls")]) <= 2, function


def _loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(' '.join(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    return set(done.stdout.split())


HEAVY = {"numba", "pandas", "altair", "vl_convert", "jinja2", "django", "scipy", "trafilatura"}


@pytest.mark.parametrize(
    "code",
    [
        "import pourparler",
        "from pourparler.app.cli import run; run(['--version'])",
        "from pourparler.app.cli import run; run(['--help'])",
    ],
)
def test_starting_is_light(code: str) -> None:
    loaded = _loaded(code)
    assert "pourparler" in loaded
    assert not loaded & (HEAVY | {"numpy", "pydantic", "rich"})


def test_check_is_light(tmp_path: Path) -> None:
    folder = tmp_path / "brief"
    loaded = _loaded(
        f"from pourparler.app.cli import run\nrun(['new', {str(folder)!r}])\nrun(['check', {str(folder)!r}])"
    )
    assert "pourparler.model.check" in loaded
    assert not loaded & HEAVY


def test_public_names_exist_and_are_about_forty_beside_concepts_and_strategies() -> None:
    # Every concept of the JSON contract is a public name, and so is every strategy of talks, which briefs name as they
    # name concepts: both grow with the families, the rest stays below forty.
    # Verbs of time and of versions, timeline and difference, are two of the rest: no setting of sweep or of compare, which
    # take one brief and one model.
    concepts = {concept_class(name).__name__ for name in OWN}
    strategies = {strategy_class(name).__name__ for name in STRATEGIES}
    assert strategies <= set(pourparler.__all__)
    assert len(set(pourparler.__all__) - concepts - strategies) <= 36
    for name in pourparler.__all__:
        assert getattr(pourparler, name) is not None


def test_no_machine_or_index_is_named() -> None:
    project = SRC.parents[1]
    if not (project / "pyproject.toml").exists():
        pytest.skip("the project's other files are not here (an installed package)")
    wrong = re.compile(
        r"/(work|root|tmp|home)/\w|pypi\.org|files\.pythonhosted|registry\.npmjs|deb\.debian", re.I
    )
    listed = subprocess.run(
        ["git", "ls-files"], cwd=project, capture_output=True, text=True, check=False
    ).stdout
    for name in listed.split("\n"):
        path = project / name
        if (
            name
            and path.suffix in {".py", ".md", ".toml", ".yaml", ".yml", ".cff", ".po", ".j2", ".css"}
            and path.is_file()
        ):
            found = wrong.search(path.read_text(encoding="utf-8"))
            assert path.name == "test_fences.py" or not found, f"{name}: {found}"


def test_no_test_module_imports_another() -> None:
    """What several of them need lies in a module beside them: a test module is collected, moved and split alone."""
    imports = re.compile(r"^\s*(?:from|import)\s+(?:\w+\.)*test_\w+.*", re.M)
    tests = sorted(Path(__file__).parents[1].rglob("*.py"))
    assert not [
        (path.name, line) for path in tests for line in imports.findall(path.read_text(encoding="utf-8"))
    ]
