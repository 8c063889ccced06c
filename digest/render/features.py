"""A text's OpenType features → Pango's attributes, without the leak that WeasyPrint 70.0 has.

WeasyPrint makes an attribute and a list of attributes for each text that has features, ours all
have, and frees neither: a quarter of a megabyte a bulletin, 45 MB in a process that sets two
hundred. It cannot free them, since one attribute stands in many lists, each of which owns it.
Here each list has an attribute of its own and is freed with the text's layout.

It replaces two names of WeasyPrint in the versions that `justify.TRIED` names.
"""

from functools import cache, lru_cache
from typing import Any

from digest.render.justify import TRIED

_PROPERTIES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
"""What decides on features, in the order of the arguments of WeasyPrint's `font_features`."""


@cache
def install() -> None:
    """Put it in place in this process, once, for a WeasyPrint that it was tried with."""
    import weasyprint
    from weasyprint.text import line_break
    from weasyprint.text.ffi import ffi, pango

    if weasyprint.__version__ not in TRIED:
        return
    features_of, stock = line_break.font_features, line_break.Layout.setup

    @lru_cache(1000)
    def written(*values: Any) -> bytes:
        return ",".join(f"{name} {value}" for name, value in features_of(*values).items()).encode()

    def setup(layout: Any, style: Any) -> None:
        stock(layout, style)
        text = written(*[style[name] for name in _PROPERTIES])
        if text:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
            pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(text))
            pango.pango_layout_set_attributes(layout.layout, attributes)

    line_break.font_features = lambda *_: {}
    line_break.Layout.setup = setup
