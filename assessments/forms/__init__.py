"""What is asked and typed, checked, and how it is drawn."""

from .beginning import DeleteForm, FinishForm, StartForm
from .claiming import Choice, ForgetForm, WhoseForm
from .plans import STATES, AddItemForm, PlanItemForm, RemoveItemForm, beside
from .practice import PracticeForm
from .projects import ProjectForm
from .rating import (
    NOT_RELEVANT,
    SkillRatingForm,
    answer_name,
    answer_of,
    answers,
    has_seen,
    initial_of,
    typed_over,
)
from .screen import ScreenForm

__all__ = [
    "NOT_RELEVANT",
    "STATES",
    "AddItemForm",
    "Choice",
    "DeleteForm",
    "FinishForm",
    "ForgetForm",
    "PlanItemForm",
    "PracticeForm",
    "ProjectForm",
    "RemoveItemForm",
    "ScreenForm",
    "SkillRatingForm",
    "StartForm",
    "WhoseForm",
    "answer_name",
    "answer_of",
    "answers",
    "beside",
    "has_seen",
    "initial_of",
    "typed_over",
]
