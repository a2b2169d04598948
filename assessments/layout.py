"""The parts of the forms here; forms/ puts them together."""

from __future__ import annotations

from careerpath.layout import Choices, Part


class Skill(Part):
    """One skill: its name, what it means, how much of it is saved."""

    template = "assessments/layout/skill.html"


class Described(Part):
    """What a skill is, and where else it is asked."""

    template = "assessments/layout/described.html"


class Words(Part):
    """What the points mean for a skill."""

    template = "assessments/layout/words.html"


class More(Part):
    """What a skill at a glance has folded away."""

    template = "assessments/layout/more.html"


class Points(Choices):
    """The five points of the scale."""

    template = "assessments/layout/points.html"


class OtherAnswers(Choices):
    """The answers that are no number."""

    template = "assessments/layout/other_answers.html"


class Row(Part):
    """Side by side, where there is room."""

    template = "assessments/layout/row.html"


class Evidence(Part):
    """What backs an answer, folded until something is in it."""

    template = "assessments/layout/evidence.html"


class Undo(Part):
    """What “Set all” changed, and the way back."""

    template = "assessments/layout/undo.html"


class Scale(Part):
    """What the five points mean, and which keys there are."""

    template = "assessments/layout/scale.html"


class Skills(Part):
    """The skills of the screen, and those that are not asked any more."""

    template = "assessments/layout/skills.html"


class SetAll(Choices):
    """One answer for every skill, with its button."""

    template = "assessments/layout/set_all.html"


class FootBar(Part):
    """How far it is, and where to go on."""

    template = "assessments/layout/foot_bar.html"


class AnsweredTwice(Part):
    """Skills to which an account and a browser gave different answers."""

    template = "assessments/layout/answered_twice.html"


class OneByOne(Part):
    """Each of them, folded."""

    template = "assessments/layout/one_by_one.html"


class TwoAnswers(Choices):
    """One of them: both answers, with what stands beside them."""

    template = "assessments/layout/two_answers.html"


class MarkProblem(Part):
    """Why what was said of a project is not saved."""

    template = "assessments/layout/mark_problem.html"
