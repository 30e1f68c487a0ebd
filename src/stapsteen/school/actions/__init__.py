"""What one can do with the data of a school. Every action is one transaction and one line in the log."""

from stapsteen.school.actions.calendar import (
    add_day_off,
    days_written,
    make_group,
    put_days_back,
    put_in_group,
    remove_day_off,
    take_holidays,
)
from stapsteen.school.actions.rollover import close_year, reopen_year
from stapsteen.school.actions.rooms import add_room, change_room, retire_room, set_gym_opening
from stapsteen.school.actions.set_up import assume_defaults, confirm
from stapsteen.school.actions.staff import set_groups_of_staff, set_staff_terms
from stapsteen.school.actions.time import set_minutes, set_times

__all__ = [
    "add_day_off",
    "add_room",
    "assume_defaults",
    "change_room",
    "close_year",
    "confirm",
    "days_written",
    "make_group",
    "put_days_back",
    "put_in_group",
    "remove_day_off",
    "reopen_year",
    "retire_room",
    "set_groups_of_staff",
    "set_gym_opening",
    "set_minutes",
    "set_staff_terms",
    "set_times",
    "take_holidays",
]
