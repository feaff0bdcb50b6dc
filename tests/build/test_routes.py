"""Routes are read from the router's source."""

# ruff: noqa: E501 - one router a line
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from tests.build.sites import project

if TYPE_CHECKING:
    from webgen_env.build import ViteBuilder

pytestmark = pytest.mark.asyncio(loop_scope="session")

NESTED = """
<Routes>
  <Route element={<Layout />}>
    <Route path="/" element={<Home />} />
    <Route path="about" element={<About />} />
    <Route path={'/contact'} element={<Contact />} />
    <Route path={PATHS.team} element={<Team />} />
    <Route path="users/:id" element={<User />} />
    <Route path="shop">
      <Route index element={<Shop />} />
      <Route path="cart" element={<Cart />} />
      <><Route path="sale/" element={<Cart />} /></>
    </Route>
    <Route path="*" element={<Missing />} />
  </Route>
</Routes>
"""
TABLE = """
const children = [{ path: 'inner', element: 1 }];
export const routes: RouteObject[] = [
  { path: '/', element: 1, children: [{ index: true, element: 2 }, { path: 'team', lazy: load }, { path: ':id', element: 3 }] },
  { path: `/static`, Component: Static },
  { path: '*', element: 4 },
];
const items = [{ path: '/not-a-route', label: 'x' }];
createBrowserRouter(routes);
"""


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"src/Router.tsx": f"const PATHS = {{ team: '/team' }};\nexport default () => {NESTED};\n"},
         ("/", "/about", "/contact", "/team", "/shop", "/shop/cart", "/shop/sale")),
        ({"src/routes.ts": TABLE}, ("/inner", "/", "/team", "/static")),
        ({"src/R.tsx": "<HashRouter><Route path='/' element={1}/><Route path='/a' element={1}/></HashRouter>"}, ("/", "/#/a")),
        ({"src/r.js": "createHashRouter([{ path: '/x', element: 1 }])"}, ("/#/x",)),
        ({"src/R.jsx": "<Switch><PrivateRoute path='/private'><A /></PrivateRoute></Switch>"}, ()),
        ({"src/R.jsx": "import { Route } from 'x';\n<Switch><PrivateRoute path='/private'><A /></PrivateRoute></Switch>"}, ("/private",)),
        ({"src/R.jsx": "<Route path='/docs/*'><Route path='intro' /></Route>"}, ("/docs/intro",)),
        ({"src/R.jsx": "<Route path='/a b' /><Route path='/ok' />"}, ()),
        ({"src/R.jsx": "<><Route path='/a b' /><Route path='//evil.example' /><Route path='/%2e' /><Route path='/ok' /></>"}, ("/evil.example", "/%2e", "/ok")),
        ({"src/R.test.jsx": "<Route path='/test' />"}, ()),
        ({"src/broken.jsx": "<Route path='/test' "}, ()),
        ({}, ()),
    ],
)  # fmt: skip
async def test_routes(builder: ViteBuilder, files: Mapping[str, str], expected: tuple[str, ...]) -> None:
    outcome = await builder.build(project(files))
    assert outcome.site is not None, outcome.errors
    assert outcome.site.routes == expected


async def test_routes_are_bounded(builder: ViteBuilder) -> None:
    many = "".join(f"<Route path='/page-{number}' />" for number in range(5000))
    deep = "<Route path='a'>" * 400 + "</Route>" * 400
    outcome = await builder.build(project({"src/many.jsx": f"<>{many}</>", "src/deep.jsx": deep}))
    assert outcome.site is not None
    assert len(outcome.site.routes) == 100
