"""Everything shown, in Chinese and English: gettext catalogues with English as the key."""

from shopkit.text.markup import escape
from shopkit.text.speech import LANGS, Say, message, speaker

__all__ = ["LANGS", "Say", "escape", "message", "speaker"]
