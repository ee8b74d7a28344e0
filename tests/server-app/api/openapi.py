"""docs/openapi.yaml against the program. `routes FILE` prints "METHOD path right" lines, `queries FILE`
"path parameters …" of each GET under /api/v1; `check FILE ANSWERS` compares answers that a
server gave ({"method", "path" as in the file, "status", "type", "body"}, one a line) with their schemas. Status 1 with the reasons."""
import json
import sys

import yaml
from jsonschema import Draft202012Validator, RefResolver

METHODS = ("get", "put", "post", "delete", "options", "head", "patch")


def resolve(document, node):
    while isinstance(node, dict) and "$ref" in node:
        target = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def operations(document):
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item, item[method]


def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def problems_of_form(document):
    """What the specification asks for and nothing else here would notice."""
    if not str(document.get("openapi", "")).startswith("3.1."):
        yield "openapi must be 3.1"
    for reference in references(document):
        try:
            resolve(document, reference)
        except KeyError:
            yield f"{reference['$ref']} leads nowhere"
    seen = set()
    for path, method, item, operation in operations(document):
        where = f"{method.upper()} {path}"
        if operation.get("operationId") in seen or not operation.get("operationId"):
            yield f"{where}: operationId is missing or there twice"
        seen.add(operation.get("operationId"))
        for key in ("summary", "x-right", "responses", "tags"):
            if not operation.get(key):
                yield f"{where}: {key} is missing"
        parameters = [resolve(document, p) for p in item.get("parameters", []) + operation.get("parameters", [])]
        named = {p["name"] for p in parameters if p["in"] == "path"}
        wanted = {piece.split("}")[0] for piece in path.split("{")[1:]}
        if named != wanted:
            yield f"{where}: its path has {sorted(wanted)}, its parameters are {sorted(named)}"
        headers = {p["name"] for p in parameters if p["in"] == "header"}
        # What RequestContract does not keep the answers of.
        unrepeated = ("/pairing", "/photo-checks", "/api/v1/session", "/api/v1/set-up", "/api/v1/accounts", "/api/v1/tokens", "/api/v1/invitations")
        if method == "post" and path.startswith("/api/v1/") and not any(part in path for part in unrepeated) and "Idempotency-Key" not in headers:
            yield f"{where}: Idempotency-Key is missing"
        for status, response in operation["responses"].items():
            response = resolve(document, response)
            if "description" not in response:
                yield f"{where} {status}: description is missing"
            for content in response.get("content", {}).values():
                Draft202012Validator.check_schema(content.get("schema", {}))
    for name, schema in document["components"]["schemas"].items():
        try:
            Draft202012Validator.check_schema(schema)
        except Exception as wrong:  # whatever the library thinks of it
            yield f"schema {name}: {wrong}"


def problems_of_answer(document, answer):
    where = f"{answer['method']} {answer['path']} {answer['status']}"
    operation = document["paths"].get(answer["path"], {}).get(answer["method"].lower())
    if not operation:
        return [f"{where}: not described"]
    responses = operation["responses"]
    response = resolve(document, responses.get(str(answer["status"]), responses.get("default", {})))
    if not response:
        return [f"{where}: this status is not described"]
    content = response.get("content", {}).get(answer["type"].split(";")[0])
    if content is None:
        return [f"{where}: the type {answer['type']} is not described"] if answer["type"] else []
    if "json" not in answer["type"]:
        return []
    validator = Draft202012Validator(content["schema"], resolver=RefResolver.from_schema(document))
    return [f"{where}: {'/'.join(map(str, e.absolute_path))}: {e.message}" for e in validator.iter_errors(json.loads(answer["body"]))]


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        document = yaml.safe_load(file)
    if sys.argv[1] == "routes":
        for path, method, _, operation in operations(document):
            print(method.upper(), path, operation.get("x-right"))
        return 0
    if sys.argv[1] == "queries":
        for path, method, item, operation in operations(document):
            parameters = [resolve(document, p) for p in item.get("parameters", []) + operation.get("parameters", [])]
            if method == "get" and path.startswith("/api/v1/"):
                print(path, *sorted(p["name"] for p in parameters if p["in"] == "query"))
        return 0
    found = list(problems_of_form(document))
    with open(sys.argv[3], encoding="utf-8") as file:
        for line in file:
            found += problems_of_answer(document, json.loads(line))
    for problem in found:
        print(problem)
    return 1 if found else 0


sys.exit(main())
