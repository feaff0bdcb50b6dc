"""Small projects to build."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from webgen_env.scaffold.project import Project

REACT = {"react": "^18.3.1", "react-dom": "^18.3.1"}
ROUTED = {**REACT, "react-router-dom": "^6.3.0", "lucide-react": "^0.344.0"}
TOOLS = {
    "@vitejs/plugin-react": "^4.3.1",
    "autoprefixer": "^10.4.18",
    "postcss": "^8.4.35",
    "tailwindcss": "^3.4.1",
    "typescript": "^5.5.3",
    "vite": "^5.4.2",
}
FILES = {
    "package.json": '{"name": "site", "type": "module"}',
    "index.html": (
        '<!doctype html><html lang="en"><head><title>Site</title></head><body><div id="root"></div>'
        '<script type="module" src="/src/main.tsx"></script></body></html>'
    ),
    "src/main.tsx": (
        "import { createRoot } from 'react-dom/client';\n"
        "import App from './App';\n"
        "import './index.css';\n"
        "createRoot(document.getElementById('root')!).render(<App />);\n"
    ),
    "src/App.tsx": 'export default function App() {\n  return <h1 className="p-4 text-red-500">Hello</h1>;\n}\n',
    "src/index.css": "@tailwind base;\n@tailwind components;\n@tailwind utilities;\n",
    "tailwind.config.js": (
        "export default { content: ['./index.html', './src/**/*.{js,ts,jsx,tsx}'], theme: {}, plugins: [] };\n"
    ),
}


def project(
    files: Mapping[str, str | None] | None = None,
    *,
    dependencies: Mapping[str, str] | None = None,
    tools: Mapping[str, str] | None = None,
    configuration: Mapping[str, str] | None = None,
) -> Project:
    """A React site with some files changed; ``None`` takes a file away."""
    merged = {**FILES, **(files or {})}
    return Project(
        files={path: text for path, text in merged.items() if text is not None},
        dependencies=REACT if dependencies is None else dependencies,
        dev_dependencies=TOOLS if tools is None else tools,
        configuration=configuration or {},
    )


def listed(folder: Path) -> set[str]:
    """Names in a folder; empty if there is none."""
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def app(expression: str, *statements: str) -> str:
    """Source of an App component that shows one expression, after some statements of a line each."""
    return "".join(f"{statement}\n" for statement in statements) + f"export default () => <p>{{{expression}}}</p>;\n"
