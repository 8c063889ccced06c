"""Jinja's compiler, leaner: the same text of the same templates, in less time.

Jinja leaves to each call what is known here beforehand: that attributes are mostly there, that what
a template shows becomes text at once, that no function of ours asks for the context. Whatever is out
of the ordinary (a missing attribute, named arguments, a caller) goes Jinja's own way.
"""

from collections.abc import Callable
from typing import Any

import markupsafe
from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""The characters of HTML escaped, without making Markup of what is shown at once."""

_as_markup = str.__new__
"""Marks a text as safe without asking it whether it is."""


def shown(value: Any) -> str:
    """A value as a template shows it: escaped, unless it is safe."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    return value if kind is Markup else escape(value)


class Lean(CodeGenerator):
    """Writes a template's code as Jinja does, but for attributes, calls, macros and what is shown."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Import what the code below asks for."""
        self.writeline("from digest.render.lean import LeanMacro, attribute, shown")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """An attribute or a value by its name."""
        self.write("attribute(environment, ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """A call, straight if all its arguments go by their places."""
        if forward_caller or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """The macro of the function that was written before."""
        node = macro_ref.node
        special = macro_ref.accesses_kwargs or macro_ref.accesses_varargs or macro_ref.accesses_caller
        if special or not isinstance(node, nodes.Macro):
            super().macro_def(macro_ref, frame)
            return
        arguments = tuple(one.name for one in node.args)
        given = f"macro, {node.name!r}, {arguments!r}, context.eval_ctx.autoescape"
        self.write(f"LeanMacro(environment, {given})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


def attribute(environment: Environment, holder: Any, name: str) -> Any:
    """What a template means by `holder.name`."""
    found = getattr(holder, name, missing)
    return environment.getattr(holder, name) if found is missing else found


class LeanMacro:
    """A macro that asks for nothing special, called at once if it gets all its arguments by their places."""

    __slots__ = ("_environment", "_escapes", "_function", "arguments", "name")

    def __init__(
        self,
        environment: Environment,
        function: Callable[..., str],
        name: str,
        arguments: tuple[str, ...],
        escapes: bool,
    ) -> None:
        self._environment = environment
        self._function = function
        self.name = name
        self.arguments = arguments
        self._escapes = escapes

    def __call__(self, *given: Any, **named: Any) -> str:
        """The text of the macro."""
        if named or len(given) != len(self.arguments) or not self._escapes:
            return self._general()(*given, **named)
        return _as_markup(Markup, self._function(*given))

    def _general(self) -> Macro:
        """The same as Jinja has it."""
        own = (self._environment, self._function, self.name, list(self.arguments))
        return Macro(*own, False, False, False, self._escapes)
