"""Controls around any function that returns a result: move one, and picture, words, table follow.

>>> from opstools import datasets
>>> from opstools.line_balancing import longest_task_time
>>> line = datasets.load("jackson")
>>> explorer = explore(
...     lambda cycle_time: longest_task_time(line.replace(cycle_time=cycle_time)),
...     cycle_time=(7, 20),
... )
>>> explorer.controls["cycle_time"].value = 12
>>> explorer.summary
'5 stations at a cycle time of 12 min: efficiency 76.7 %, stations cannot be below 4.'
"""

from .explorer import Explorer, explore

__all__ = ["Explorer", "explore"]
