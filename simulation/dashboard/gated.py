"""Solara's application behind the gate."""

import solara.server.settings
from solara.server.starlette import app as solara_app

from simulation.dashboard.app import PAGES, VISITORS
from simulation.dashboard.gate import Gate

GATE = Gate(solara_app, VISITORS, PAGES, solara.server.settings.assets.proxy_cache_dir)
