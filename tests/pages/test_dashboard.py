"""The KPI dashboard in a browser, on a real file and on the sample shop, without a network."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shopkit.serve import serving

HOME = Path(__file__).resolve().parents[2]
TMALL = HOME.parent / "shared" / "data" / "tmall_order_report.csv"
NOTEBOOK = HOME / "notebooks" / "kpi.ipynb"
LATE = (
    "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额\n"
    "900001,100.00,97.85,上海,2020-03-01 19:00:00,2020-03-01 19:30:00,0.00\n"
)
DRAWN = "document.querySelectorAll('.sk-plot svg').length >= {count}"
LIVE = "document.querySelector('.jp-OutputArea-output .sk') !== null"
PAID = "[data-tile=paid_fen]"
MARCH = {"from": "2020-02-01", "to": "2020-03-01"}
SIZES = {"desk": (1366, 768), "phone": (390, 844), "wall": (1920, 1080)}


def shopkit(data: Path, *words: object) -> None:
    """One `shopkit` command in a process of its own."""
    env = os.environ | {"SHOPKIT_DATA": str(data), "SHOPKIT_CONFIG": str(data.parent / "config")}
    command = [sys.executable, "-m", "shopkit", *map(str, words)]
    subprocess.run(command, cwd=HOME, env=env, check=True, capture_output=True)


@pytest.fixture(scope="module")
def tmall(tmp_path_factory):
    """A data folder with the real Tmall report in it."""
    if not TMALL.exists():
        pytest.skip("the collection of real files is not beside this checkout")
    data = tmp_path_factory.mktemp("tmall") / "data"
    shopkit(data, "import", TMALL, "--yes", "--json")
    return data


@pytest.fixture(scope="module")
def board(tmall):
    """The dashboard of that shop."""
    with serving([NOTEBOOK], env={"SHOPKIT_DATA": str(tmall)}, warm=("kpi",)) as served:
        yield served


@pytest.fixture(scope="module")
def sample_board(sample_data):
    """The dashboard of the sample shop."""
    with serving([NOTEBOOK], env={"SHOPKIT_DATA": str(sample_data)}, warm=("kpi",)) as served:
        yield served


def opened(page, served, *, charts: int = 5, **asked: str):
    page.goto(served.url("kpi", **asked))
    page.wait_for_function(DRAWN.format(count=charts))
    page.wait_for_function(LIVE)
    return page


@pytest.mark.parametrize(
    ("lang", "label", "short"), [("zh", "支付金额", "￥190.25万"), ("en", "Paid amount", "¥1.90M")]
)
def test_the_published_figures_are_on_the_page(browse, board, picture, lang, label, short):
    page = opened(browse(), board, lang=lang, **MARCH)
    picture(page)
    shown = page.locator(".sk").first.inner_text()
    for figure in (label, short, "1,902,487.15", "28,010", "24,087", "23.44%", "20.16%", "85.99%"):
        assert figure in shown


def test_a_filter_changes_the_figures(browse, board):
    page = opened(browse(), board, lang="en", **MARCH)
    page.locator("[data-value=yesterday]").click()
    page.wait_for_function("!document.querySelector('.sk').innerText.includes('1,902,487.15')")
    assert "2020-03-01" in page.locator(".sk-asof").inner_text()


def test_another_programs_import_appears_without_a_reload(browse, board, tmall, tmp_path):
    page = opened(browse(), board, lang="en", **MARCH)
    page.evaluate("window.notReloaded = true")
    late = tmp_path / "late.csv"
    late.write_text(LATE, encoding="gb18030")
    shopkit(tmall, "import", late, "--yes", "--json")
    page.wait_for_function("document.querySelector('.sk').innerText.includes('1,902,585.00')")
    assert page.evaluate("window.notReloaded") is True


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_the_sample_shop_at_every_size(browse, sample_board, picture, size, lang, theme):
    page = browse(*SIZES[size])
    wall = {"wall": "1"} if size == "wall" else {}
    opened(page, sample_board, charts=6, lang=lang, theme=theme, period="last_30", **wall)
    picture(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= SIZES[size][0]
    assert page.locator(".sk-sample").first.is_visible()
