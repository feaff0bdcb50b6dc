"""Judges that see: vision-language models that grade one site, or rank the sites of a group."""

from __future__ import annotations

from webgen_env.openai_server import Prices, Reply, Usage
from webgen_env.reward.vision.address import Endpoint
from webgen_env.reward.vision.answer_cache import AnswerCache, choose_answer_cache
from webgen_env.reward.vision.answers import AnswerError, Grades
from webgen_env.reward.vision.asker import Answered, Asker
from webgen_env.reward.vision.comparer import Comparer, GradeComparer, VisionComparer
from webgen_env.reward.vision.endpoint import OpenAIModel
from webgen_env.reward.vision.group import GroupJudge, Ranking
from webgen_env.reward.vision.judge import VisionJudge
from webgen_env.reward.vision.local import TransformersModel
from webgen_env.reward.vision.model import Sampling, VisionModel
from webgen_env.reward.vision.question import Question
from webgen_env.reward.vision.ranking import plan_comparisons, scores
from webgen_env.reward.vision.settings import VisionSettings
from webgen_env.reward.vision.spending import Budget, Ledger, Spending

__all__ = [
    "AnswerCache",
    "AnswerError",
    "Answered",
    "Asker",
    "Budget",
    "Comparer",
    "Endpoint",
    "GradeComparer",
    "Grades",
    "GroupJudge",
    "Ledger",
    "OpenAIModel",
    "Prices",
    "Question",
    "Ranking",
    "Reply",
    "Sampling",
    "Spending",
    "TransformersModel",
    "Usage",
    "VisionComparer",
    "VisionJudge",
    "VisionModel",
    "VisionSettings",
    "choose_answer_cache",
    "plan_comparisons",
    "scores",
]
