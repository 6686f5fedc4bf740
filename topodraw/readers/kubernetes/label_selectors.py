"""The label selectors of Kubernetes: ``matchLabels`` and ``matchExpressions``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from topodraw.errors import Report
from topodraw.located import Map
from topodraw.readers.kubernetes.fields import items, labels, text, texts
from topodraw.readers.kubernetes.selectors import Selector, Test

__all__ = ["label_selector"]

_OPERATORS: dict[str, Callable[[str, tuple[str, ...]], Test]] = {
    "In": lambda key, values: lambda known: key in known and known[key] in values,
    "NotIn": lambda key, values: lambda known: known.get(key) not in values,
    "Exists": lambda key, values: lambda known: key in known,
    "DoesNotExist": lambda key, values: lambda known: key not in known,
}


def label_selector(report: Report, stated: Map) -> Selector:
    """Return what a label selector picks: everything that all of its requirements hold for.

    The spelling of MetalLB's former ConfigMap (``match-labels``, ``match-expressions``) is known, too.
    """
    wanted = labels(stated, "matchLabels") | labels(stated, "match-labels")
    tests: list[Test] = [_equals(key, value) for key, value in wanted.items()]
    keys = dict.fromkeys(wanted)
    for name in ("matchExpressions", "match-expressions"):
        for expression in items(stated, name):
            key, operator = text(expression, "key"), text(expression, "operator")
            make = _OPERATORS.get(operator or "")
            if key is None or make is None:
                known = ", ".join(_OPERATORS)
                report.warn(
                    expression.at(), f"a requirement needs a key and one of the operators {known}; picks nothing"
                )
                tests.append(lambda known: False)
                continue
            keys[key] = None
            tests.append(make(key, texts(expression, "values")))
    return Selector(lambda known: all(test(known) for test in tests), tuple(keys))


def _equals(key: str, value: str) -> Test:
    def test(known: Mapping[str, str]) -> bool:
        return known.get(key) == value

    return test
