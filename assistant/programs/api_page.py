"""The OpenAPI document as a page for a person: plain HTML that needs no script and nothing from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_STYLE = """\
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --line: #6b7480; --link: #0b4f9e; --tint: #f3f5f8; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceff3; --paper: #15181c; --line: #7d8894; --link: #8fc1ff; --tint: #1f242a; } }
body { margin: 0; font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: anywhere; }
code, pre { font-family: ui-monospace, monospace; font-size: .95em; background: var(--tint); }
pre { padding: .75rem; white-space: pre-wrap; }
h2 { border-top: 1px solid var(--line); padding-top: 1rem; }
dt { font-weight: 600; margin-top: .5rem; }
dd { margin: 0 0 0 1.25rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
"""
_EXAMPLE = """\
curl -s http://127.0.0.1:7860/api/ask -H 'Content-Type: application/json' \\
  -d '{"question": "What happened to supervision-order placements?"}'
"""


def api_page(openapi: Mapping[str, Any]) -> str:
    """Return the page for an OpenAPI document."""
    schemas = openapi.get("components", {}).get("schemas", {})
    routes = "".join(_route(path, method, route) for path, item in openapi["paths"].items() for method, route in item.items())
    objects = "".join(_object(name, schemas[name]) for name in sorted(schemas) if not name.startswith(("HTTP", "Validation")))
    return f"""<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>For programs - carecite</title><style>{_STYLE}</style></head>
<body><main>
<h1>carecite for programs</h1>
<p>{escape(openapi["info"].get("description", ""))}</p>
<p>The same as <a href="/api/openapi.json">OpenAPI document</a>. The tools ask, search and read_source stand at <code>/mcp</code> for programs that
speak MCP. <a href="/">The chat page</a>.</p>
<pre><code>{escape(_EXAMPLE)}</code></pre>
{routes}
<h2 id="objects">Objects</h2>
{objects}
</main></body>
</html>
"""


def _route(path: str, method: str, route: Mapping[str, Any]) -> str:
    fields = "".join(
        _field(p["name"], p["schema"], p.get("description", ""), where=p["in"], needed=p.get("required", False)) for p in route.get("parameters", ())
    )
    body = route.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    sent = f"<p>Send as JSON: {_kind(body)}.</p>" if body else ""
    answers = "".join(f"<dt>{escape(status)}</dt><dd>{escape(answer['description'])} {_content(answer)}</dd>" for status, answer in _in_order(route))
    head = f"<h2>{escape(route.get('summary', path))}</h2><p><code>{escape(method.upper())} {escape(path)}</code></p>"
    given = f"<h3>Fields</h3><dl>{fields}</dl>" if fields else ""
    return f"{head}<p>{escape(route.get('description', ''))}</p>{sent}{given}<h3>Answers</h3><dl>{answers}</dl>\n"


def _in_order(route: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return sorted(route["responses"].items())


def _content(answer: Mapping[str, Any]) -> str:
    return "; ".join(f"<code>{escape(kind)}</code>: {_kind(content.get('schema', {}))}" for kind, content in answer.get("content", {}).items())


def _object(name: str, schema: Mapping[str, Any]) -> str:
    needed = schema.get("required", ())
    fields = "".join(_field(key, value, value.get("description", ""), needed=key in needed) for key, value in schema.get("properties", {}).items())
    return f'<h3 id="{escape(name)}">{escape(name)}</h3><p>{escape(schema.get("description", ""))}</p><dl>{fields}</dl>\n'


def _field(name: str, schema: Mapping[str, Any], about: str, *, where: str = "", needed: bool = False) -> str:
    place = f", in the {where}" if where else ""
    rest = "" if needed else f", may be left out{_default(schema)}"
    return f"<dt><code>{escape(name)}</code></dt><dd>{_kind(schema)}{place}{rest}. {escape(about)}</dd>"


def _default(schema: Mapping[str, Any]) -> str:
    return f" (then <code>{escape(json.dumps(schema['default']))}</code>)" if "default" in schema else ""


def _kind(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(f"<code>{escape(json.dumps(one))}</code>" for one in schema["enum"])
    if schema.get("type") == "array" and "items" in schema:
        return f"list of {_kind(schema['items'])}"
    return escape(str(schema.get("type", "value")))
