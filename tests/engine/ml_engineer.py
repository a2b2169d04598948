"""A path shaped like ML Engineer: five levels of 17, 22, 17, 16 and 13 skills, its own names.

At the default 80 % the numbers needed are 14 (13.6), 18 (17.6), 14 (13.6), 13 (12.8), 11 (10.4).
"""

from __future__ import annotations

from careerpath.engine.types import LevelSpec, PathSpec, ProjectSpec, Rating, RequirementSpec

GROUPS: dict[str, dict[str, str]] = {
    "Junior": {
        "ML Fundamentals": "Python, NumPy, pandas, scikit-learn basics",
        "Statistics": "Basic probability, Statistical testing, Data distributions",
        "Tools": "Jupyter notebooks, Git, Basic cloud platforms",
        "Concepts": "Supervised/unsupervised learning, Overfitting, Bias-variance tradeoff",
        "Soft Skills": "Analytical thinking, Learning complex concepts, Following best practices, "
        "Collaborating with data scientists",
    },
    "Mid-Level": {
        "ML Engineering": "TensorFlow/PyTorch, Model optimization, Distributed training",
        "Data Engineering": "Spark, Kafka, Data pipeline design, ETL processes",
        "MLOps": "MLflow, Kubeflow, Model versioning, CI/CD for ML",
        "Cloud Platforms": "AWS SageMaker, GCP AI Platform, Azure ML",
        "Production": "Docker, Kubernetes, Monitoring",
        "Soft Skills": "Systems thinking, Cross-functional communication, Technical mentorship, "
        "Production problem-solving, Adaptability",
    },
    "Senior": {
        "Advanced ML": "Deep learning architecture design, Novel model development, "
        "Research implementation",
        "System Architecture": "Large-scale distributed ML, Real-time inference, Edge computing",
        "Leadership": "Technical strategy, Team leadership, Cross-organizational collaboration",
        "Emerging Tech": "Latest ML research, Novel applications, Production breakthroughs",
        "Soft Skills": "Strategic technical planning, Team building, Business communication, "
        "Innovation, Executive-level technical communication",
    },
    "Staff": {
        "Expert ML": "State-of-the-art techniques, Novel architectures, Research leadership",
        "Platform Design": "Large-scale ML systems, Multi-tenant platforms, AI infrastructure",
        "Strategic Leadership": "Technical vision, Organizational change, C-level communication",
        "Innovation": "Emerging ML technologies, Industry advancement, Open source leadership",
        "Soft Skills": "Executive influence, Organizational design, Business transformation, "
        "Thought leadership",
    },
    "Principal": {
        "Visionary ML": "Groundbreaking research, Paradigm-shifting architectures, "
        "Industry transformation",
        "Strategic Leadership": "Company-wide AI strategy, Market-defining products, "
        "Executive mentorship",
        "Innovation": "Revolutionary ML applications, Technological breakthroughs, "
        "Industry leadership",
        "Soft Skills": "Strategic vision, Industry thought leadership, Strategic counsel, "
        "Pioneering advancement",
    },
}


def names(level: str) -> list[str]:
    """A level's skills in order; a name is the id too."""
    return [name for listed in GROUPS[level].values() for name in listed.split(", ")]


def ml_engineer(*must_haves: str) -> PathSpec:
    """The path, with these skills as must-haves."""
    return PathSpec(
        "ml-engineer",
        "ML Engineer",
        tuple(_level(rank, name, must_haves) for rank, name in enumerate(GROUPS, start=1)),
    )


def rates(level: str, value: int, count: int | None = None, start: int = 0) -> dict[str, Rating]:
    """`count` of a level's skills from `start` on, all rated the same."""
    chosen = names(level)[start:] if count is None else names(level)[start : start + count]
    return {name: Rating(value) for name in chosen}


def project(name: str, level: str, *skills: str) -> ProjectSpec:
    return ProjectSpec(name, name, level, skills)


def _level(rank: int, name: str, must_haves: tuple[str, ...]) -> LevelSpec:
    return LevelSpec(
        id=name,
        name=f"{name} ML Engineer",
        short_name=name,
        rank=rank,
        threshold_percent=80,
        requirements=tuple(
            RequirementSpec(skill, skill, group, group, must_have=skill in must_haves)
            for group, listed in GROUPS[name].items()
            for skill in listed.split(", ")
        ),
    )
