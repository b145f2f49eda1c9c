#!/usr/bin/python3
"""Reads commands on standard input, one JSON array a line, and answers with one JSON value a line:
["find", NAME] -> null or {"role", "enabled", "text"}     ["starts", PREFIX] -> names that start so
["label", NAME] -> is there a label with these words?
["press", NAME] -> true or false                          ["focus", NAME] -> true or false
["type", NAME, TEXT] -> true or false                     ["tree"] -> every "role: name" that is shown
Everything goes by accessible name, as a screen reader's user would find it. Only what is showing counts."""
import json
import sys

import pyatspi

APP = sys.argv[1]


def application():
    for candidate in pyatspi.Registry.getDesktop(0):
        if candidate is not None and candidate.name == APP:
            return candidate
    return None


def walk(node, depth=0):
    if node is None or depth > 40:
        return
    yield node
    for index in range(node.childCount):
        try:
            child = node.getChildAtIndex(index)
        except Exception:  # it went away while we looked
            continue
        yield from walk(child, depth + 1)


def showing():
    app = application()
    if app is None:
        return
    for node in walk(app):
        try:
            states = node.getState()
            if node == app or states.contains(pyatspi.STATE_SHOWING):
                yield node, states
        except Exception:
            continue


def find(name):
    for node, states in showing():
        if node.name == name:
            return node, states
    return None, None


def press(name):
    for node, states in showing():
        if node.name != name or not states.contains(pyatspi.STATE_ENABLED):
            continue
        try:
            action = node.queryAction()
        except NotImplementedError:
            continue
        names = [action.getName(i) for i in range(action.nActions)]
        for wanted in ("Press", "press", "click", "Toggle"):
            if wanted in names:
                return bool(action.doAction(names.index(wanted)))
    return False


def answer(command):
    verb = command[0]
    if verb == "tree":
        return [f"{node.getRoleName()}: {node.name}" for node, _ in showing()]
    name = command[1]
    if verb == "starts":
        return [node.name for node, _ in showing() if node.name.startswith(name)]
    if verb == "label":
        return any(node.name == name and node.getRoleName() == "label" for node, _ in showing())
    if verb == "press":
        return press(name)
    node, states = find(name)
    if node is None:
        return None if verb == "find" else False
    if verb == "find":
        return {"role": node.getRoleName(), "enabled": states.contains(pyatspi.STATE_ENABLED), "text": node.description}
    if verb == "focus":
        return bool(node.queryComponent().grabFocus())
    if verb == "type":
        return bool(node.queryEditableText().setTextContents(command[2]))
    return None


for line in sys.stdin:
    try:
        result = answer(json.loads(line))
    except Exception as error:  # a node that died under us: the test asks again
        result = None
        print(repr(error), file=sys.stderr, flush=True)
    print(json.dumps(result), flush=True)
