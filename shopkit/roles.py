"""The five roles of a small shop team; one person may hold several."""

from enum import StrEnum


class Role(StrEnum):
    """A role, by the word the store keeps; its title is Chinese and English."""

    MANAGER = "manager"
    OPERATIONS = "operations"
    DESIGNER = "designer"
    SERVICE = "service"
    WAREHOUSE = "warehouse"


TITLES = {
    Role.MANAGER: ("店长", "Manager"),
    Role.OPERATIONS: ("运营", "Operations"),
    Role.DESIGNER: ("美工", "Designer"),
    Role.SERVICE: ("客服", "Service"),
    Role.WAREHOUSE: ("仓库", "Warehouse"),
}


def role(word: str) -> Role | None:
    """The role a person wrote, in either language, or None.

    >>> role("店长"), role("Service"), role("chef")
    (<Role.MANAGER: 'manager'>, <Role.SERVICE: 'service'>, None)
    """
    wanted = word.strip().casefold()
    for known, titles in TITLES.items():
        if wanted in {known.value, *(title.casefold() for title in titles)}:
            return known
    return None


def title(held: Role, lang: str) -> str:
    """The role's title in `lang` ("zh" or "en")."""
    return TITLES[held][0 if lang == "zh" else 1]
