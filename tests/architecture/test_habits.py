"""What every file keeps."""

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from rest_framework.settings import api_settings

from tests.architecture.files import HOME, python_files, text_of, tracked
from tests.architecture.walk import routes
from wellbeing.celery import app
from wellbeing.privacy_api import WORDS

LONGEST = 300
OURS = ("accounts", "wellbeing", "frontend/src")
# Written in pieces, so that this file does not hold what it forbids.
MACHINE_PATHS = ["/" + name + "/" for name in ("work", "tmp", "home", "root")]
HOSTS = ["pypi" + ".org", "pythonhosted" + ".org", "npm" + "js.org", "npm" + "js.com"]


def code() -> Iterator[Any]:
    for path in tracked():
        name = path.relative_to(HOME).as_posix()
        if name.startswith(OURS) and path.suffix in {".py", ".ts", ".svelte", ".css"}:
            yield path


def test_no_file_is_longer_than_three_hundred_lines():
    long = {p: n for p in code() if (n := text_of(p).count("\n")) > LONGEST}
    # Migrations are written by Django, and the types of the API from its schema.
    made = {path for path in long if path.parent.name == "migrations" or path.match("*.d.ts")}
    assert not set(long) - made, long


@pytest.mark.parametrize(
    "lock", ["requirements.txt", "requirements-dev.txt", "requirements-uv.txt"]
)
def test_python_locks_name_no_host(lock):
    assert "://" not in (HOME / lock).read_text()


def test_the_node_lock_names_no_host():
    lock = json.loads((HOME / "frontend" / "package-lock.json").read_text())
    assert not list(_addresses(lock))


def _addresses(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "funding":
                yield from _addresses(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _addresses(inner, key)
    elif isinstance(value, str) and "://" in value:
        yield f"{key}: {value}"


def test_no_file_names_a_machine_or_a_registry():
    found = [
        f"{path.relative_to(HOME)}: {word}"
        for path in tracked()
        for word in [*MACHINE_PATHS, *HOSTS]
        if path.name != "package-lock.json" and _said(word, text_of(path))
    ]
    assert not found


def _said(word: str, text: str) -> bool:
    return re.search(rf"(?<![\w.)}}-]){re.escape(word)}", text) is not None


def test_no_file_is_named_for_what_it_might_hold():
    banned = {"signals.py", "utils.py", "helpers.py", "base.py"}
    assert not [path for path in tracked() if path.name in banned]


def test_every_view_leaves_permission_to_the_table():
    for route in routes():
        if route.by_table:
            classes = route.view.cls.permission_classes
            assert [c.__name__ for c in classes] == ["ByTable"], route
            assert list(classes) == list(api_settings.DEFAULT_PERMISSION_CLASSES), route


def test_nothing_catches_everything():
    for path in python_files("accounts", "wellbeing"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, path
                assert getattr(node.type, "id", "") not in {"Exception", "BaseException"}, path


def _is_about_somebody(call: ast.Call) -> bool:
    named = {keyword.arg for keyword in call.keywords}
    called = ast.unparse(call.func)
    if called in {"note", "trail.note"}:
        by = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
        return by.get("actor", by.get("by")) != "None"
    return called == "_record" or (called == "audit.record" and "person_id" in named)


def test_every_act_in_the_audit_log_has_words():
    acts = set()
    for path in python_files("accounts", "wellbeing"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _is_about_somebody(node):
                named = [a.value for a in node.args if isinstance(a, ast.Constant)]
                acts |= set(named)
                acts |= {
                    part.value
                    for arg in node.args
                    if isinstance(arg, ast.IfExp)
                    for part in (arg.body, arg.orelse)
                    if isinstance(part, ast.Constant)
                }
    assert acts
    assert acts <= set(WORDS)


def test_every_queue_has_a_worker_where_many_machines_are_shown():
    parts = yaml.safe_load((HOME / "deploy/compose.yaml").read_text())["services"].values()
    taken = [
        queue
        for part in parts
        for queues in re.findall(r" worker -Q (\S+)", str(part.get("command", "")))
        for queue in queues.split(",")
    ]
    assert sorted(taken) == sorted(app.conf.task_queues)
