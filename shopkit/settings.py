"""Where data lives and which language is spoken: one frozen value, read once, handed on."""

import locale
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """What the environment says: folders, the database, the language."""

    data: Path
    cache: Path
    config: Path
    database_url: str | None = None
    lang: str = "en"

    @property
    def lake(self) -> Path:
        """The folder of the Delta tables, one folder a shop."""
        return self.data / "lake"

    @property
    def url(self) -> str:
        """The operational store's address: SQLite in the data folder unless told otherwise."""
        return self.database_url or f"sqlite:///{(self.data / 'shopkit.db').as_posix()}"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Settings from `env` (the process's own by default); makes and opens nothing."""
        from platformdirs import user_cache_path, user_config_path

        env = os.environ if env is None else env
        folder = Path(env.get("SHOPKIT_DATA") or HOME / "data" / "shop").expanduser().resolve()
        return cls(
            data=folder,
            cache=Path(env.get("SHOPKIT_CACHE") or user_cache_path("shopkit")),
            config=Path(env.get("SHOPKIT_CONFIG") or user_config_path("shopkit")),
            database_url=env.get("SHOPKIT_DATABASE_URL") or None,
            lang=language(env),
        )


def language(env: Mapping[str, str]) -> str:
    """ "zh" or "en": `SHOPKIT_LANG`, else the system's locale."""
    asked = env.get("SHOPKIT_LANG", "")
    spoken = (
        asked or env.get("LC_ALL") or env.get("LANG") or locale.getlocale()[0] or ""
    ).casefold()
    return "zh" if spoken.startswith(("zh", "chinese")) else "en"
