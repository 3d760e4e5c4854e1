"""The sample shop goes in and out by one button."""

import pytest

from shopkit.errors import Busy
from shopkit.text import speaker
from shopkit.widgets import SampleSwitch


@pytest.fixture
def here():
    return set()


@pytest.fixture
def switch(here):
    def load(progress):
        progress("orders", 0.5)
        here.add("sample")

    return SampleSwitch(load=load, remove=here.clear, has=lambda: bool(here), say=speaker("en"))


def test_the_button_loads_and_then_offers_to_remove(switch, here):
    switch.button.click()
    assert here == {"sample"} and switch.button.description == "Remove the sample shop"


def test_pressed_again_it_removes(switch, here):
    switch.button.click()
    switch.button.click()
    assert here == set() and "removed" in switch.message.value


def test_a_refusal_is_told_and_the_button_stays_usable(here):
    def busy(_progress):
        raise Busy("Another import is running: try again.")

    switch = SampleSwitch(load=busy, remove=here.clear, has=lambda: False, say=speaker("en"))
    switch.button.click()
    assert "try again" in switch.message.value and not switch.button.disabled
