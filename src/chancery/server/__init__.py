"""The store over HTTP: pages for people, an API for programs. `app.create` joins it; `serve` in `commands` starts it.

Text from reports is hostile until it is escaped, and requests are until they are checked: see `guard`, `visible` and `forgery`.
"""
