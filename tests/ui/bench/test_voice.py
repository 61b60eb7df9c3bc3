"""What is said of what was done stands until something else is done; how things stand stays said."""

from inspector.ui.bench.voice import Voice


def test_what_was_done_is_said_until_something_else_is_done() -> None:
    voice = Voice()
    said: list[str] = []
    voice.progressed.connect(said.append)
    voice.done("Saved")
    voice.forget()
    voice.forget()
    assert said == ["Saved", ""]


def test_what_is_under_way_stays_said() -> None:
    voice = Voice()
    voice.done("Saved")
    voice.progress("Fetching…")
    voice.forget()
    assert voice.doing == "Fetching…"
