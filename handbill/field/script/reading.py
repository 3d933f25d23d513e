"""One module read by its grammar into what is printed of it: words, and names that may become shorter."""

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from handbill.field.script.scopes import Name, Scope

END = object()  # of a statement
FUNCTIONS = {
    "function_declaration",
    "function_expression",
    "generator_function_declaration",
    "generator_function",
    "arrow_function",
    "method_definition",
}
BLOCKS = {"statement_block", "for_statement", "for_in_statement", "catch_clause", "switch_body", "class"}
SHARE_A_SCOPE = FUNCTIONS | {"catch_clause"}
STATEMENTS = {
    "expression_statement",
    "lexical_declaration",
    "variable_declaration",
    "return_statement",
    "throw_statement",
    "break_statement",
    "continue_statement",
    "do_statement",
    "field_definition",
}
AS_THEY_ARE = {"string", "regex"}
NOT_SENT = {"comment", "import_statement", "hash_bang_line"}
# What only modules may, the last: a script that is sent is none.
NOT_KNOWN = {"with_statement", "class_static_block", "export_statement", "meta_property"}


class CannotJoin(ValueError):
    """A module is written in a way that cannot be put into one file with the others."""


@dataclass
class Use:
    """A place where a name stands. `key` where the place also names a field: {key} is {key:short}."""

    written: str
    scope: Scope
    key: str = ""


@dataclass
class Module:
    """What is printed of a module, its own scope, and under which names it gives what away."""

    tokens: list = field(default_factory=list)
    scope: Scope = field(default_factory=Scope)
    given: dict[str, Name] = field(default_factory=dict)


def read_module(name: str, source: str, module_of: Callable[[str], Module]) -> Module:
    """`module_of` knows the modules that this one names, as they are written in it."""
    root = _parser().parse(source.encode()).root_node
    if root.has_error:
        raise CannotJoin(f"{name} is not read by the grammar")
    reading = _Reading(name, module_of)
    for statement in root.children:
        reading.statement_of_module(statement)
    return reading.module


@functools.cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_javascript.language()))


class _Reading:
    def __init__(self, name: str, module_of: Callable[[str], Module]):
        self.name, self.module_of = name, module_of
        self.module = Module()
        self.scope = self.module.scope
        self.tokens = self.module.tokens
        self.last_kind: tuple[str, int] = ("", 0)

    def statement_of_module(self, node: Node) -> None:
        if node.type == "import_statement":
            self._import(node)
        elif node.type == "export_statement":
            self._export(node)
        else:
            self.read(node)

    def _import(self, node: Node) -> None:
        clause = next((child for child in node.children if child.type == "import_clause"), None)
        if not clause or [child.type for child in clause.children] != ["named_imports"]:
            raise self._unknown(node)
        for alias, name in self._taken(node, clause.children[0]):
            self.scope.names[alias] = name

    def _export(self, node: Node) -> None:
        clause = next((child for child in node.children if child.type == "export_clause"), None)
        if declaration := node.child_by_field_name("declaration"):
            names = _named(declaration)
            self.read(declaration)
            self.module.given |= {name: self.scope.make(name) for name in names}
        elif clause and node.child_by_field_name("source"):
            self.module.given |= dict(self._taken(node, clause))
        elif clause:
            self.module.given |= {alias: self.scope.make(name) for name, alias in _listed(clause)}
        else:
            raise self._unknown(node)

    def _taken(self, node: Node, clause: Node) -> Iterator[tuple[str, Name]]:
        other = _text(node.child_by_field_name("source"))[1:-1]
        given = self.module_of(other).given
        for name, alias in _listed(clause):
            if name not in given:
                raise CannotJoin(f"{self.name} asks {other} for {name}, which it does not export")
            yield alias, given[name]

    def read(self, node: Node) -> None:
        kind = node.type
        if kind in NOT_SENT:
            return
        if kind in NOT_KNOWN or (kind == "import" and node.parent.type == "call_expression"):
            raise self._unknown(node)
        shares = kind == "statement_block" and node.parent.type in SHARE_A_SCOPE
        if node.is_named and kind in FUNCTIONS | BLOCKS and not shares:
            self._in_a_scope_of_its_own(node)
        else:
            self._read_here(node)

    def _in_a_scope_of_its_own(self, node: Node) -> None:
        is_function = node.type in FUNCTIONS
        if node.type in ("function_declaration", "generator_function_declaration"):
            self._make(node.child_by_field_name("name"))
        self.scope = self.scope.opened(is_function)
        if node.type in ("function_expression", "generator_function", "class"):
            self._make(node.child_by_field_name("name"))
        for part in ("parameters", "parameter"):
            self._make(node.child_by_field_name(part))
        if node.type == "for_in_statement" and node.child_by_field_name("kind"):
            self._make(node.child_by_field_name("left"))
        self._read_here(node)
        self.scope = self.scope.outer

    def _make(self, pattern: Node | None, is_var: bool = False) -> None:
        scope = self.scope.for_vars() if is_var else self.scope
        for name in _bound(pattern) if pattern else ():
            scope.make(name)

    def _read_here(self, node: Node) -> None:
        kind = node.type
        if kind == "class_declaration":
            self._make(node.child_by_field_name("name"))
        if kind == "variable_declarator":
            self._make(node.child_by_field_name("name"), node.parent.type == "variable_declaration")
        if kind == "template_string":
            self._template(node)
        elif kind in ("lexical_declaration", "variable_declaration"):
            self._declaration(node)
        elif not node.children or kind in AS_THEY_ARE:
            self.tokens.append(self._word(node))
        else:
            for child in node.children:
                if child.type != ";" or kind not in STATEMENTS | {"class_body"}:
                    self.read(child)
            if kind in STATEMENTS:
                self.tokens.append(END)

    def _word(self, node: Node) -> object:
        text = _text(node)
        if node.type in ("identifier", "private_property_identifier"):
            return Use(text, self.scope)
        if node.type.startswith("shorthand_property_identifier"):
            return Use(text, self.scope, key=text)
        return text

    def _template(self, node: Node) -> None:
        whole, at = node.text, node.start_byte
        for child in node.children:
            if child.type == "template_substitution":
                if text := whole[at - node.start_byte : child.start_byte - node.start_byte].decode():
                    self.tokens.append(text)
                self.read(child)
                at = child.end_byte
        self.tokens.append(whole[at - node.start_byte :].decode())

    def _declaration(self, node: Node) -> None:
        """const a = 1; const b = 2; is const a = 1, b = 2;"""
        kind = _text(node.children[0])
        if self.last_kind == (kind, len(self.tokens)):
            self.tokens[-1] = ","
        else:
            self.tokens.append(kind)
        for child in node.children[1:]:
            if child.type != ";":
                self.read(child)
        self.tokens.append(END)
        self.last_kind = (kind, len(self.tokens))

    def _unknown(self, node: Node) -> CannotJoin:
        return CannotJoin(f"{self.name} holds a form that is not known here: {_text(node)[:60]}")


def _named(declaration: Node) -> list[str]:
    """The names that a declaration makes."""
    parts = [declaration, *declaration.children] if declaration.type == "lexical_declaration" else [declaration]
    return [name for part in parts if (pattern := part.child_by_field_name("name")) for name in _bound(pattern)]


def _bound(pattern: Node) -> Iterator[str]:
    """The names in a pattern, without those in what stands in for a missing value."""
    if pattern.type in ("identifier", "shorthand_property_identifier_pattern"):
        yield _text(pattern)
    elif pattern.type in ("assignment_pattern", "object_assignment_pattern"):
        yield from _bound(pattern.child_by_field_name("left"))
    elif pattern.type == "pair_pattern":
        yield from _bound(pattern.child_by_field_name("value"))
    else:
        for child in pattern.named_children:
            yield from _bound(child)


def _listed(clause: Node) -> Iterator[tuple[str, str]]:
    for one in clause.named_children:
        if one.type != "comment":
            name, alias = one.child_by_field_name("name"), one.child_by_field_name("alias")
            yield _text(name), _text(alias or name)


def _text(node: Node) -> str:
    return node.text.decode()
