"""Write the ranked positional weight as a function."""

from opstools.coursework import Code, Exercise, Mistake, Number

NAMES = "ABCDEFGH"


def draw(random):
    """A line to try the function on, and three that stay hidden."""
    lines = [some_line(random) for _ in range(4)]
    return {"lines": lines[:1], "_hidden": lines[1:]}


def some_line(random):
    number = random.randint(6, 8)
    return [
        {
            "task": name,
            "time": random.randint(2, 15),
            "predecessors": sorted(random.sample(NAMES[:k], k=min(k, random.choice([1, 2])))),
        }
        for k, name in enumerate(NAMES[:number])
    ]


def positional_weights(tasks):
    """The solution: a task's time and that of everything that waits for it."""
    times = {task["task"]: task["time"] for task in tasks}
    return {name: times[name] + sum(times[f] for f in followers(tasks, name)) for name in times}


def followers(tasks, name):
    found = {name}
    for _ in tasks:
        found |= {task["task"] for task in tasks if found & set(task["predecessors"])}
    return found - {name}


def next_only(tasks):
    times = {task["task"]: task["time"] for task in tasks}
    return {
        name: times[name] + sum(t["time"] for t in tasks if name in t["predecessors"])
        for name in times
    }


def without_own(tasks):
    weights = positional_weights(tasks)
    return {task["task"]: weights[task["task"]] - task["time"] for task in tasks}


def number_of_followers(tasks):
    return {task["task"]: len(followers(tasks, task["task"])) for task in tasks}


def predecessors_instead(tasks):
    weights = {}
    for task in tasks:
        ahead = [t for t in tasks if task["task"] in followers(tasks, t["task"])]
        weights[task["task"]] = task["time"] + sum(t["time"] for t in ahead)
    return weights


def first_task(data):
    return data["lines"][0][0]["task"]


EXERCISE = Exercise(
    title="Write a rule: the ranked positional weight",
    data=draw,
    questions=(
        Code(
            name="rule",
            text="Write positional_weights(tasks), which gives every task its positional weight.",
            points=4,
            function="positional_weights",
            answer=lambda data: positional_weights,
            public_cases=lambda data: [(data["lines"][0],)],
            hidden_cases=lambda data: [(line,) for line in data.get("_hidden", ())],
            mistakes=(
                Mistake(
                    "next tasks only",
                    lambda data: next_only,
                    "You add the tasks that follow directly. All followers count, to the end.",
                ),
                Mistake(
                    "without its own time",
                    lambda data: without_own,
                    "A task's own time belongs to its weight.",
                ),
                Mistake(
                    "counted, not added",
                    lambda data: number_of_followers,
                    "You count the followers. The weight adds up their times.",
                ),
                Mistake(
                    "looked backwards",
                    lambda data: predecessors_instead,
                    "You add what comes before a task. The weight looks at what waits for it.",
                ),
            ),
        ),
        Number(
            name="weight",
            text="What is the positional weight of the first task of your line?",
            points=1,
            unit="s",
            answer=lambda data: positional_weights(data["lines"][0])[first_task(data)],
            mistakes=(
                Mistake(
                    "next tasks only",
                    lambda data: next_only(data["lines"][0])[first_task(data)],
                    "You add the tasks that follow directly. All followers count, to the end.",
                ),
                Mistake(
                    "without its own time",
                    lambda data: without_own(data["lines"][0])[first_task(data)],
                    "A task's own time belongs to its weight.",
                ),
                Mistake(
                    "counted, not added",
                    lambda data: number_of_followers(data["lines"][0])[first_task(data)],
                    "You count the followers. The weight adds up their times.",
                ),
            ),
        ),
    ),
)
