"""Files in the form of WebGen-Bench and WebGen-Instruct, with texts of our own."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

BENCH_FILE = "webgen_bench_test.jsonl"
INSTRUCT_FILE = "webgen_instruct_train.jsonl.gz"
COLOURS = [("ivory", "forest green"), ("alice blue", "#123456"), ("old lace", "burnt sienna")]


def bench_row(number: int, cases: int = 3) -> dict[str, Any]:
    background, component = COLOURS[number % len(COLOURS)]
    return {
        "id": f"{number + 1:06d}",
        "instruction": f"Build club site {number}. Use {background} for the background and {component} for components.",
        "Category": {"primary_category": "Data Management", "subcategories": ["Form Systems", "Big Data"]},
        "application_type": "Internal Tools",
        "ui_instruct": [
            {
                "task": f"Do thing {case}.",
                "expected_result": f"See thing {case}.",
                "task_category": {"primary_category": "Functional Testing", "subcategories": ["Searching"]},
            }
            for case in range(cases)
        ],
    }


def instruct_row(number: int) -> dict[str, Any]:
    return {
        "id": f"train_{number + 1:06d}",
        "instruction": f"Build shop {number}. Set the background color to white and the component color to navy.",
        "application_type": "E-commerce Web Applications",
    }


def own_row(task_id: str = "a-task", **fields: Any) -> dict[str, Any]:
    return {"id": task_id, "instruction": "Build a site about kites.", **fields}


def write_lines(path: Path, rows: list[Any]) -> Path:
    text = "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def write_data_folder(folder: Path, tasks: int, instructions: int) -> Path:
    write_lines(folder / BENCH_FILE, [bench_row(number, 2 + number % 3) for number in range(tasks)])
    write_lines(folder / INSTRUCT_FILE, [instruct_row(number) for number in range(instructions)])
    return folder
