#!/usr/bin/env python3
"""Holds plans against resources/schema/plan.schema.json.

usage: validate_plans.py SCHEMA FORMS FOLDER...

Every plan (*.yaml) of each FOLDER must be valid; of the lines of FORMS (plan_forms.txt) the good ones must be and the bad ones
must not. Exit 0: so it is. 1: not so.
77: python3-jsonschema or python3-yaml is not installed (CTest then says “skipped”).
"""

import json
import pathlib
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(missing)
    sys.exit(77)


def forms(name):
    """(is good, text) for each line of the file that is no comment."""
    with open(name, encoding="utf-8") as file:
        for line in file:
            kind, _, text = line.strip().partition(" ")
            if kind in ("good", "bad"):
                yield kind == "good", text


def main(schema_file, forms_file, folders):
    plans = [plan for folder in folders for plan in sorted(pathlib.Path(folder).glob("*.yaml"))]
    with open(schema_file, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    wrong = 0
    for plan in plans:
        with open(plan, encoding="utf-8") as file:
            for error in validator.iter_errors(yaml.safe_load(file)):
                print(f"{plan}: {error.json_path}: {error.message}")
                wrong += 1
    read = list(forms(forms_file))
    for good, text in read:
        if validator.is_valid(yaml.safe_load(text)) != good:
            print(f"{'refused, but good' if good else 'taken, but bad'}: {text}")
            wrong += 1
    print(f"{len(plans)} plans and {len(read)} forms: {wrong} wrong")
    return 1 if wrong or not plans or not read else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
