"""Best of n, and repair: which attempts are made, what they see, and which one is given."""

from __future__ import annotations

import pytest

import agents
from agents import Answer, BestOfN, Repair
from tests.fakes import FakeBrowser, FakeBuilder, FakeJudge
from webgen_env.errors import ConfigurationError
from webgen_env.manifest import render_completion
from webgen_env.reward.judge import Judgement
from webgen_env.scorer import Scorer

INSTRUCTION = "A website for a choir."


def site(text):
    return render_completion({"src/App.tsx": f"export default () => <p>{text}</p>;\n"}, title=text)


class GradesByTitle(FakeJudge):
    """Grades a site by the number that the policy wrote into it."""

    def __init__(self):
        super().__init__()
        self.tasks = []

    async def grade(self, task, visit, *, timeout_s=None):
        self.tasks.append(task)
        return Judgement(float(visit.home.text), {}, self.identity)


class ShowsTheCode(FakeBuilder):
    """Builds a site whose page is the text in its App."""

    async def build(self, project, *, timeout_s=None):
        outcome = await super().build(project, timeout_s=timeout_s)
        text = project.files["src/App.tsx"].split("<p>")[1].split("</p>")[0]
        outcome.site.files["index.html"] = text.encode()
        return outcome


class ReadsTheFile(FakeBrowser):
    async def visit(self, site, *, timeout_s=None):
        from dataclasses import replace

        visit = await super().visit(site, timeout_s=timeout_s)
        return replace(visit, pages=(replace(visit.home, text=site.files["index.html"].decode()),))


class Counts:
    """A policy that writes what it is told to, call by call, and remembers what it saw."""

    def __init__(self, *texts):
        self.texts = list(texts)
        self.infos = []

    def answer_batch(self, observations, infos):
        self.infos += infos
        return [self.texts.pop(0) for _ in observations]

    def act(self, observation, info):
        return self.answer_batch([observation], [info])[0].text


def written(grade, **record):
    return Answer(site(grade), output_tokens=10, cost=0.5, requests=1, **record)


@pytest.fixture
def judge():
    return GradesByTitle()


@pytest.fixture
def scorer(judge):
    with Scorer(judge=judge, builder=ShowsTheCode, browser=ReadsTheFile, cache=False, builders=1, browsers=1) as made:
        yield made


def test_the_best_of_n_is_given_with_the_cost_of_all(scorer, judge):
    policy = Counts(*map(written, ("1", "4", "3", "2")))
    [answer] = BestOfN(policy, 4, scorer=scorer).answer_batch([INSTRUCTION], [{"task_id": "choir"}])
    assert answer.text == site("4")
    assert (answer.output_tokens, answer.cost, answer.requests) == (40, 2.0, 4)
    assert {(task.id, task.instruction, task.split) for task in judge.tasks} == {("choir", INSTRUCTION, "trial")}
    assert all(not task.metadata and not task.contracts for task in judge.tasks)


def test_each_observation_gets_its_own_best(scorer):
    policy = Counts(*map(written, ("1", "4", "3", "2")))
    texts = BestOfN(policy, 2, scorer=scorer).act_batch([INSTRUCTION, "Another."], [{}, {}])
    assert texts == [site("4"), site("3")]


def test_a_failed_answer_is_never_the_best_of_several(scorer):
    policy = Counts(Answer("", "failed", "no server"), Answer("Sorry."), Answer("", "failed", "no server"))
    assert BestOfN(policy, 3, scorer=scorer).act(INSTRUCTION, {}) == "Sorry."
    policy = Counts(Answer("", "failed", "no server"), Answer("", "failed", "still none"))
    [answer] = BestOfN(policy, 2, scorer=scorer).answer_batch([INSTRUCTION], [{}])
    assert (answer.finish, answer.problem) == ("failed", "no server")


def test_repair_feeds_back_what_was_found(scorer):
    policy = Counts(Answer("Sorry."), written("2"), written("5"))
    agent = Repair(policy, 5, scorer=scorer)
    [attempts] = agent.attempts([INSTRUCTION], [{"task_id": "choir"}])
    assert [attempt.result.stage for attempt in attempts] == ["format", "scored", "scored"]
    first, second, third = policy.infos
    assert "feedback" not in first
    assert "holds no website project" in second["feedback"]
    assert [message["role"] for message in second["messages"]] == ["system", "user", "assistant", "user"]
    assert second["messages"][1]["content"] == INSTRUCTION
    assert second["messages"][2]["content"] == "Sorry."
    assert second["feedback"] in second["messages"][3]["content"]
    assert len(third["messages"]) == 6
    assert (second["attempt"], third["attempt"], third["task_id"]) == (1, 2, "choir")


@pytest.mark.parametrize(
    ("texts", "k", "made", "given"),
    [
        (("5", "1"), 3, 1, "5"),  # good at once
        (("2", "1", "3"), 2, 3, "3"),  # as often as it may
        (("3", "2"), 1, 2, "3"),  # the best, not the latest
        (("2", "2", "4"), 5, 2, "2"),  # one that does not change is not asked again
        (("2",), 0, 1, "2"),
    ],
)
def test_repair_stops_when_there_is_nothing_to_gain(scorer, texts, k, made, given):
    policy = Counts(*map(written, texts))
    assert Repair(policy, k, scorer=scorer).act(INSTRUCTION, {}) == site(given)
    assert len(policy.infos) == made


def test_repair_goes_round_by_round_for_a_batch(scorer):
    policy = Counts(*map(written, ("5", "1", "3", "4.9")))
    texts = Repair(policy, 3, scorer=scorer).act_batch([INSTRUCTION, "Another."], [{}, {}])
    assert texts == [site("5"), site("4.9")]


def test_repair_does_not_ask_a_dead_server_again(scorer):
    policy = Counts(Answer("", "failed", "no server"))
    [answer] = Repair(policy, 3, scorer=scorer).answer_batch([INSTRUCTION], [{}])
    assert answer.problem == "no server"


def test_the_infos_of_the_caller_stay_as_they_are(scorer):
    info = {"messages": [{"role": "user", "content": INSTRUCTION}]}
    Repair(Counts(Answer("Sorry."), written("5")), 3, scorer=scorer).act(INSTRUCTION, info)
    assert info == {"messages": [{"role": "user", "content": INSTRUCTION}]}


@pytest.mark.parametrize("name", ["best-of-n", "repair"])
def test_they_are_made_by_name_around_any_policy(name):
    agent = agents.make(name, policy="slots", config={"choose": "random", "form": "compact"})
    agents.close(agent)
    with pytest.raises(ConfigurationError, match="'slots'"):
        agents.make(name, policy="slot")
    with pytest.raises(ConfigurationError, match="'choose'"):
        agents.make(name, policy="slots", config={"chose": "random"})
    with pytest.raises(ConfigurationError, match="give the name"):
        agents.make(name, policy=agents.make("scaffold"), config={"whole_project": True})


@pytest.mark.parametrize(
    ("name", "key", "value"), [("best-of-n", "n", 0), ("repair", "k", -1), ("best-of-n", "n", "8")]
)
def test_a_wrong_number_is_refused(name, key, value):
    with pytest.raises(ConfigurationError, match=f"{key} must be a whole number"):
        agents.make(name, **{key: value})


def test_an_empty_batch_is_nothing(scorer):
    for kind in (BestOfN, Repair):
        agents.check_agent(kind(Counts(*[written("5")] * 20), 2, scorer=scorer))


@pytest.mark.slow
def test_the_best_of_several_random_sites_is_better_than_most():
    rewards = {}
    with Scorer(routes=1, builders=1, browsers=1) as scorer:
        agent = BestOfN("slots", 4, config={"choose": "random", "form": "compact", "seed": 1}, scorer=scorer)
        chosen = agent.act(INSTRUCTION, {})
        other = agents.make("slots", choose="random", form="compact", seed=1)
        from webgen_env.tasks import Task

        task = Task("trial", INSTRUCTION, "trial")
        tried = [other.act(INSTRUCTION, {}) for _ in range(4)]
        rewards = dict(zip(tried, (r.reward for r in scorer.score_batch_sync([task] * 4, tried)), strict=True))
    assert rewards[chosen] == max(rewards.values()) > min(rewards.values())
