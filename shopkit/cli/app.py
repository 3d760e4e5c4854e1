"""Which command is which, and its help in the reader's language."""

import sys
from typing import Annotated, Any

import typer

from shopkit.cli.chat import chat_app
from shopkit.cli.figures import kpi
from shopkit.cli.files import import_files
from shopkit.cli.review import review_app
from shopkit.cli.shops import member_app, sample_app, shop_app, target
from shopkit.cli.show import refusals
from shopkit.settings import Settings
from shopkit.text import Say, speaker

app = typer.Typer(
    help="The workbook of a small Taobao shop.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("import")(import_files)
app.command("kpi")(kpi)
app.command("target")(target)
app.add_typer(shop_app, name="shop")
app.add_typer(sample_app, name="sample")
app.add_typer(member_app, name="member")
app.add_typer(chat_app, name="chat")
app.add_typer(review_app, name="review")


@app.command("start")
def start(
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
    port: Annotated[int, typer.Option(help="The first port to try.")] = 8866,
    check: Annotated[bool, typer.Option("--check", help="Run every notebook, then end.")] = False,
    lan: Annotated[
        bool, typer.Option("--lan", help="Show the dashboards to the local network.")
    ] = False,
    phones: Annotated[
        bool, typer.Option("--phones", help="Let phones of this network work in the warehouse.")
    ] = False,
) -> None:
    """Open the workbook; on first use with the sample shop."""
    from shopkit.cli import opening

    settings = Settings.from_env()
    say = speaker(settings.lang)
    with refusals(say, is_json=False):
        if check:
            code = opening.check(settings, say=say)
        else:
            code = opening.start(
                settings, port=port, browser=browser, lan=lan, phones=phones, say=say
            )
    sys.exit(code)


def command() -> Any:
    """The whole command line, its help said in the language of the environment."""
    whole = typer.main.get_command(app)
    _told(whole, speaker(Settings.from_env().lang))
    return whole


def _told(each: Any, say: Say) -> None:
    for part in (each, *each.params):
        if getattr(part, "help", None):
            part.help = say(part.help)
    for inner in getattr(each, "commands", {}).values():
        _told(inner, say)
