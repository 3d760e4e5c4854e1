"""`shopkit shop`, `shopkit sample`, `shopkit member`, `shopkit target`: what the workbook holds."""

import shutil
from datetime import date
from typing import Annotated

import typer

from shopkit import clock, store
from shopkit.cli.show import as_json, as_table, progress, refusals
from shopkit.errors import Refused
from shopkit.kpis import TERMS
from shopkit.pages.sample import load_sample, remove_sample
from shopkit.roles import Role, role, title
from shopkit.settings import Settings
from shopkit.shop import Shop, open_shop
from shopkit.text import speaker

shop_app = typer.Typer(help="The shops of this workbook.", no_args_is_help=True)
sample_app = typer.Typer(help="The sample shop, to look around in.", no_args_is_help=True)
member_app = typer.Typer(help="Who works in the shop.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Which = Annotated[str | None, typer.Option("--shop", help="The shop's id or name.")]


@shop_app.command("list")
def shop_list(json: Json = False) -> None:
    """List the shops."""
    settings, say = _here()
    with refusals(say, is_json=json):
        rows = store.shops(store.open_store(settings.url))
    if json:
        as_json(rows)
    else:
        as_table(
            ["id", say("name"), ""],
            [[row.id, row.name, say("sample") if row.is_sample else ""] for row in rows],
        )


@shop_app.command("create")
def shop_create(name: str, json: Json = False) -> None:
    """Create a shop."""
    settings, say = _here()
    with refusals(say, is_json=json):
        row = store.create_shop(store.open_store(settings.url), name, at=clock.now())
    if json:
        as_json(row)
    else:
        print(say("Created {name} ({id}).", name=row.name, id=row.id))


@shop_app.command("remove")
def shop_remove(
    shop: str,
    yes: Annotated[bool, typer.Option("--yes", help="Remove without asking.")] = False,
    json: Json = False,
) -> None:
    """Remove a shop with all its data."""
    settings, say = _here()
    with refusals(say, is_json=json):
        opened = open_shop(shop, at=clock.now(), settings=settings)
        if not yes and (
            json or not typer.confirm(say("Remove {name} and all its data?", name=opened.row.name))
        ):
            raise Refused("Nothing was removed: say --yes.")
        store.remove_shop(opened.engine, opened.id)
        shutil.rmtree(opened.folder, ignore_errors=True)
    if json:
        as_json({"removed": opened.id})
    else:
        print(say("Removed {name}.", name=opened.row.name))


@sample_app.command("load")
def sample_load(json: Json = False) -> None:
    """Make the sample shop's platform files and take them in."""
    settings, say = _here()
    with refusals(say, is_json=json), progress(say, is_shown=not json) as report:
        shop = load_sample(settings, at=clock.now(), progress=report)
    if json:
        as_json({"shop": shop.id, "imports": len(shop.imports(last=1000))})
    else:
        print(say("The sample shop is ready: {name}.", name=shop.row.name))


@sample_app.command("remove")
def sample_remove(json: Json = False) -> None:
    """Remove the sample shop."""
    settings, say = _here()
    with refusals(say, is_json=json):
        removed = remove_sample(settings)
    if json:
        as_json({"removed": removed})
    else:
        print(say("The sample shop is gone.") if removed else say("There was no sample shop."))


@member_app.command("list")
def member_list(shop: Which = None, json: Json = False) -> None:
    """List who works here."""
    settings, say = _here()
    with refusals(say, is_json=json):
        people = _shop(shop, settings).members()
    if json:
        as_json(people)
        return
    rows = [
        [
            person.id,
            person.name,
            " ".join(title(held, settings.lang) for held in sorted(person.roles)),
            f"{person.works_from}–{person.works_to}",
        ]
        for person in people
    ]
    as_table(["id", say("name"), say("roles"), say("hours")], rows)


@member_app.command("add")
def member_add(
    name: str,
    roles: Annotated[list[str], typer.Argument(help="店长 运营 美工 客服 仓库, or in English.")],
    language: str = "zh",
    works_from: str = "09:00",
    works_to: str = "18:00",
    workdays: Annotated[str, typer.Option(help="1 is Monday.")] = "12345",
    shop: Which = None,
    json: Json = False,
) -> None:
    """Add a member with one or more roles."""
    settings, say = _here()
    with refusals(say, is_json=json):
        person = store.Member(
            name,
            frozenset(_role(word) for word in roles),
            language,
            works_from,
            works_to,
            frozenset(int(day) for day in workdays if day.isdigit()),
        )
        saved = _shop(shop, settings).save_member(person)
    if json:
        as_json(saved)
    else:
        print(say("{name} is a member now.", name=saved.name))


@member_app.command("remove")
def member_remove(member_id: int, shop: Which = None, json: Json = False) -> None:
    """Mark a member as gone from today."""
    settings, say = _here()
    with refusals(say, is_json=json):
        _shop(shop, settings).remove_member(member_id, on=clock.today())
    if json:
        as_json({"removed": member_id})


def target(
    kpi: Annotated[str, typer.Argument(help="A KPI, such as paid_fen.")],
    month: Annotated[str, typer.Argument(help="2026-11")],
    value: Annotated[int, typer.Argument(help="In the KPI's unit; money in fen.")],
    shop: Which = None,
    json: Json = False,
) -> None:
    """Set a month's target of a KPI."""
    settings, say = _here()
    with refusals(say, is_json=json):
        if kpi not in TERMS:
            raise Refused(
                "There is no KPI {kpi}; choose one of {known}.", kpi=kpi, known=", ".join(TERMS)
            )
        date.fromisoformat(f"{month}-01")
        opened = _shop(shop, settings)
        store.set_target(opened.engine, opened.id, kpi, month=month, target=value, at=clock.now())
    if json:
        as_json({"kpi": kpi, "month": month, "target": value})


def _role(word: str) -> Role:
    found = role(word)
    if found is None:
        raise Refused("There is no role {word}; choose from 店长 运营 美工 客服 仓库.", word=word)
    return found


def _here() -> tuple[Settings, object]:
    settings = Settings.from_env()
    return settings, speaker(settings.lang)


def _shop(wanted: str | None, settings: Settings) -> Shop:
    return open_shop(wanted, at=clock.now(), settings=settings)
