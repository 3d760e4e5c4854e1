"""What the desk says by itself, by the key its script asks for."""

from shopkit.text import Say, message

WORDS = {
    "Who": message("Who are you?"),
    "busy": message("Working on it…"),
    "unsent": message("Not sent yet: it will be sent when the connection is back."),
    "unsure": message(
        "No answer yet: it is sent again when the connection is back, and never booked twice."
    ),
    "waiting": message("{n} waiting"),
    "Take it back": message("Take it back"),
    "lost_file": message("The page was reloaded: choose the file again."),
    "sure": message("Sure?"),
    "Yes": message("Yes"),
    "No": message("No"),
    "Record": message("Record"),
    "Mute": message("Mute"),
    "Sound on": message("Sound on"),
    "Keyboard": message("Keyboard"),
    "Hide keyboard": message("Hide keyboard"),
    "Camera": message("Camera"),
    "Close": message("Close"),
    "no_camera": message("The camera cannot be used: {why}"),
    "required": message("Fill this in."),
    "not_number": message("Type a number here."),
    "not_whole": message("Type a whole number here."),
    "too_small": message("At least {n}."),
    "too_large": message("At most {n}."),
    "too_big": message("“{name}” is larger than {mb} MB: choose a smaller file."),
    "no_photo": message("This photo cannot be read: take another one."),
    "Photo": message("Take a photo"),
    "File": message("Choose a file"),
    "Remove": message("Remove"),
    "less": message("Less"),
    "more": message("More"),
    "Search": message("Search"),
    "empty": message("Nothing here."),
    "Add a row": message("Add a row"),
    "Remove row": message("Remove this row"),
    "Put back": message("Put back"),
    "Save": message("Save"),
    "Discard": message("Discard changes"),
    "unsaved": message("{n} changed rows not saved yet"),
    "Lists": message("Lists"),
    "card": message("card"),
    "Add a card": message("Add a card"),
    "over_limit": message("Over the limit of {n}"),
    "more_cards": message("{n} more"),
    "Fewer": message("Fewer"),
    "board_help": message(
        "Arrow keys go from card to card. Enter or Space takes a card up, arrows carry it, Enter "
        "puts it down, Escape puts it back. O opens it."
    ),
    "card_up": message("“{card}” taken up: {list}, place {n} of {of}."),
    "card_at": message("“{card}”: {list}, place {n} of {of}."),
    "card_dropped": message("“{card}” put down: {list}, place {n} of {of}."),
    "card_back": message("“{card}” is back where it was."),
    "Month before": message("Month before"),
    "Month after": message("Month after"),
    "Keep this one": message("Keep this one"),
    "Keep both": message("Keep both"),
}


def words(say: Say) -> dict[str, str]:
    """Every text the desk's script says by itself, in the reader's language."""
    return {key: say(sentence) for key, sentence in WORDS.items()}
