"""When it happened: time expressions found in a text and resolved against the date of the report.

>>> from datetime import date
>>> call = find_times("They spoke on Wednesday.")[0]
>>> resolve(call, published=date(2024, 12, 11))
'2024-12-11'
"""

from chancery.assembly.when.reader import duration, find_times, resolve, timex3
from chancery.assembly.when.values import TimeExpression

__all__ = ["TimeExpression", "duration", "find_times", "resolve", "timex3"]
