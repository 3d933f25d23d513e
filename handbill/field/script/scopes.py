"""Where a name of the script is known, and what else is known there: the ground on which it may get a shorter one."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(eq=False)
class Name:
    """One thing that has a name. Every place that means it prints the same letters."""

    written: str
    short: str = ""

    def __str__(self):
        return self.short or self.written


@dataclass(eq=False)
class Scope:
    """A module, a function or a block: the names made in it, and those from outside that it or a scope in it uses."""

    outer: "Scope | None" = None
    holds_vars: bool = True
    names: dict[str, Name] = field(default_factory=dict)
    inner: list["Scope"] = field(default_factory=list)
    foreign: set[Name] = field(default_factory=set)

    def opened(self, holds_vars: bool) -> "Scope":
        self.inner.append(Scope(self, holds_vars))
        return self.inner[-1]

    def make(self, written: str) -> Name:
        return self.names.setdefault(written, Name(written))

    def for_vars(self) -> "Scope":
        return self if self.holds_vars else self.outer.for_vars()

    def meant(self, written: str, of_the_browser: dict[str, Name]) -> Name:
        """What a name means here. What nobody made belongs to the browser, and keeps its letters."""
        passed = []
        for scope in self._outwards():
            if name := scope.names.get(written):
                break
            passed.append(scope)
        else:
            name = of_the_browser.setdefault(written, Name(written, short=written))
        for scope in passed:
            scope.foreign.add(name)
        return name

    def _outwards(self) -> Iterator["Scope"]:
        scope = self
        while scope:
            yield scope
            scope = scope.outer
