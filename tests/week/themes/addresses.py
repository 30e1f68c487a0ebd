"""What the pages of themes are about, for the walk along all addresses."""

from __future__ import annotations

from tests.cast import Cast
from tests.week.themes.theme import activity_of, theme_of

from stapsteen.week.themes.actions import ask

OF_A_THEME = ("theme", "change", "withdraw", "bring_back", "ask", "add")
OF_A_QUESTION = ("answer", "question_away", "question_back")
OF_AN_ACTIVITY = ("activity", "goal", "see", "away", "back")


def of_themes(everybody: Cast) -> dict[str, list[object]]:
    """A theme with a question and an activity."""
    theme = theme_of(everybody)
    question = ask(theme, "Waarom is de zee zout?", by=everybody.teacher)
    activity = activity_of(theme, everybody)
    return {
        **{f"themes:{page}": [theme.pk] for page in OF_A_THEME},
        **{f"themes:{page}": [question.pk] for page in OF_A_QUESTION},
        **{f"themes:{page}": [activity.pk] for page in OF_AN_ACTIVITY},
    }
