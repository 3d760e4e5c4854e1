"""Whose a step is: one of the team, or whoever holds a role."""

from shopkit.pages import given
from shopkit.pages.shift import Shift
from shopkit.plans import Step
from shopkit.roles import Role, title

ROLE = "role:"


def options(shift: Shift) -> list[list[str]]:
    """Whoever begins it, a role, or a member: to choose from."""
    roles = [[f"{ROLE}{each.value}", title(each, shift.lang)] for each in Role]
    people = [[str(each.id), each.name] for each in shift.members]
    return [["", shift.say("Whoever begins it")], *roles, *people]


def chosen(shift: Shift, value: object) -> tuple[Role | None, int | None]:
    """The role or the member that was chosen."""
    known = dict(options(shift))
    word = given.one_of(value or "", known, shift.say("Who"))
    if word.startswith(ROLE):
        return Role(word.removeprefix(ROLE)), None
    return None, int(word) if word else None


def value(step: Step) -> str:
    """A step's choice."""
    if step.owner_id is not None:
        return str(step.owner_id)
    return f"{ROLE}{step.role.value}" if step.role else ""


def titled(shift: Shift, step: Step) -> str:
    """Whose a step is, in words."""
    if step.owner_id is not None:
        return shift.named(step.owner_id)
    return title(step.role, shift.lang) if step.role else shift.say("Whoever begins it")
