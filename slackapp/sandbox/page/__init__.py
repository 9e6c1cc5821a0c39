"""The page of the sandbox: plain HTML, CSS and JavaScript modules, and the small WSGI app that serves them."""

from slackapp.sandbox.page.serve import page_app

__all__ = ["page_app"]
