"""The files of the page are served with the right types, the policy, and nothing else besides."""

import pytest
from werkzeug.test import Client, TestResponse

from slackapp.sandbox.page import page_app


def get(path: str) -> TestResponse:
    """What the page's app answers."""
    return Client(page_app).get(path)


def test_the_page_itself_forbids_scripts_and_styles_of_others() -> None:
    """`/` is the page, under a policy that lets only its own scripts run."""
    answer = get("/")
    assert answer.status_code == 200
    assert answer.content_type == "text/html; charset=utf-8"
    policy = answer.headers["Content-Security-Policy"]
    assert policy == "default-src 'self'; img-src * data:; style-src 'self'"


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/main.js", "text/javascript"), ("/base.css", "text/css"), ("/favicon.svg", "image/svg+xml")],
)
def test_each_file_has_its_type(path: str, kind: str) -> None:
    """A browser runs a module only where its type says so."""
    answer = get(path)
    assert answer.status_code == 200
    assert answer.mimetype == kind


@pytest.mark.parametrize("path", ["/serve.py", "/../server.py", "/..%2f..%2fREADME.md", "/none.js", "/.js"])
def test_nothing_but_the_pages_files_is_served(path: str) -> None:
    """Neither the package's Python nor a path that leads out of the folder is given away."""
    assert get(path).status_code == 404


def test_only_reading_is_allowed() -> None:
    """The page takes nothing in."""
    assert Client(page_app).post("/").status_code == 405
