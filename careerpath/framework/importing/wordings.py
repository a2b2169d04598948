"""What a source says of skills beside the document: descriptions and wordings of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from careerpath.folding import folded
from careerpath.framework.documents.rows.sync import Editing
from careerpath.framework.ladders.assemble import Wording
from careerpath.framework.models import Skill, SkillAnchor


def fill(editing: Editing, skills: Iterable[Skill], wordings: Sequence[Wording]) -> list[int]:
    """Give skills what is said of them where they have nothing yet; the new anchors' keys.

    Skills are shared between paths: what editors wrote of one stays. Three statements at most.
    """
    by_name = {folded(skill.name): skill for skill in skills}
    said = [(by_name[key], w) for w in wordings if (key := folded(w.skill)) in by_name]
    described = [(skill, w) for skill, w in said if w.description and not skill.description]
    for skill, wording in described:
        skill.description = wording.description
    editing.update(Skill, [skill for skill, _wording in described], ["description"])
    keys = [skill.pk for skill, wording in said if wording.anchors]
    worded = set(SkillAnchor.objects.filter(skill__in=keys).values_list("skill_id", flat=True))
    anchors = [
        SkillAnchor(skill=skill, proficiency=proficiency, text=text)
        for skill, wording in said
        if skill.pk not in worded
        for proficiency, text in wording.anchors
    ]
    editing.create(SkillAnchor, anchors)
    return [anchor.pk for anchor in anchors]
