"""Solara's application behind the gate."""

import os

import solara.server.settings
from solara.server.starlette import app as solara_app

from simulation.dashboard.app import PAGES, VISITORS
from simulation.dashboard.server.first_paint import dress
from simulation.dashboard.server.gate import Gate
from simulation.dashboard.server.hosts import Hosts

dress(os.environ.get("KAMPUNG_LANGUAGE", "id"))
HOSTS = Hosts(os.environ.get("KAMPUNG_LISTENS", "127.0.0.1"), os.environ.get("KAMPUNG_HOSTS", "").split())
GATE = Gate(solara_app, VISITORS, PAGES, solara.server.settings.assets.proxy_cache_dir, HOSTS)
