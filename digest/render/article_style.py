"""The one table of an article's styles: what a block is → its inline declarations.

WeChat's editor keeps a short list of properties and throws style sheets away, so each block
carries its own; what all share is said once, on the section that holds them. Its dark mode turns
greys about and leaves tinted grounds light: grounds here are grey, and each text has the colour
that stays readable on its own ground by night too.
"""

INK = "#333"
SOFT = "#555"
ACCENT = "#7d1f15"
GROUND = "#f6f6f6"
LINE = "#d9d9d9"

_TEXT = f"color:{INK};font-size:16px;line-height:1.8;letter-spacing:0.4px;text-align:justify"
_SMALL = f"color:{SOFT};font-size:13px;line-height:1.7"
_AROUND = "padding-top:14px;padding-bottom:14px;padding-left:16px;padding-right:16px"

STYLES: dict[str, str] = {
    "outer": f"color:{INK}",
    "inner": f"word-break:break-word;{_TEXT}",
    "folio": f"margin-top:4px;margin-bottom:20px;{_SMALL};letter-spacing:1px;text-align:center",
    "sample": f"margin-bottom:20px;padding-top:6px;padding-bottom:6px;background-color:{GROUND};"
    f"color:{ACCENT};font-size:13px;line-height:1.7;text-align:center",
    "abstract": f"margin-bottom:32px;{_AROUND};background-color:{GROUND};border-top:2px solid {ACCENT}",
    "label": f"margin-bottom:8px;color:{ACCENT};font-size:14px;font-weight:bold;"
    "line-height:1.6;letter-spacing:3px",
    "section": f"margin-top:40px;margin-bottom:20px;padding-bottom:6px;border-bottom:1px solid {ACCENT};"
    f"color:{ACCENT};font-size:17px;font-weight:bold;line-height:1.5;letter-spacing:2px;text-align:center",
    "headline": f"margin-top:36px;margin-bottom:14px;color:{INK};font-size:19px;font-weight:bold;"
    "line-height:1.5;text-align:left",
    "number": f"color:{ACCENT}",
    "briefs": f"margin-top:36px;margin-bottom:12px;color:{ACCENT};font-size:16px;font-weight:bold;"
    "line-height:1.5;letter-spacing:3px",
    "brief": f"margin-top:20px;margin-bottom:6px;color:{INK};font-size:16px;font-weight:bold;"
    "line-height:1.6;text-align:left",
    "labels": f"margin-bottom:10px;{_SMALL}",
    "picture": "margin-top:4px;margin-bottom:4px;text-align:center",
    "img": "width:100%;max-width:100%;vertical-align:middle",
    "credit": f"margin-bottom:14px;{_SMALL};text-align:center",
    "paragraph": f"margin-bottom:16px;color:{INK}",
    "last": f"color:{INK}",
    "heading": f"margin-top:22px;margin-bottom:10px;color:{INK};font-size:17px;font-weight:bold;"
    "line-height:1.6",
    "item": f"margin-bottom:8px;color:{INK}",
    "code": f"margin-bottom:16px;padding-top:10px;padding-bottom:10px;padding-left:12px;"
    f"padding-right:12px;background-color:{GROUND};color:{INK};font-size:13px;line-height:1.6;"
    "word-break:break-all",
    "rule": f"margin-top:8px;margin-bottom:24px;color:{SOFT};font-size:14px;text-align:center",
    "quote": f"margin-bottom:16px;padding-left:12px;border-left:3px solid {LINE};color:{INK}",
    "row": f"margin-bottom:0;padding-top:6px;padding-bottom:6px;border-bottom:1px solid {LINE};"
    f"color:{INK};font-size:14px;line-height:1.6",
    "head": f"display:inline-block;vertical-align:top;margin-right:2%;color:{ACCENT};"
    "font-weight:bold;text-align:left",
    "cell": f"display:inline-block;vertical-align:top;margin-right:2%;color:{INK};text-align:left",
    "strong": f"color:{INK};font-weight:bold",
    "em": f"color:{INK};font-weight:bold",
    "inline": f"background-color:{GROUND};color:{INK};font-size:14px;word-break:break-all",
    "mark": f"color:{SOFT};font-size:13px",
    "short": f"display:inline-block;color:{SOFT};font-size:13px;text-indent:0",
    "correction": f"margin-top:4px;margin-bottom:16px;{_AROUND};background-color:{GROUND};"
    f"border-left:3px solid {ACCENT}",
    "when": f"margin-bottom:6px;color:{ACCENT};font-size:14px;font-weight:bold;line-height:1.6",
    "told": f"margin-bottom:4px;color:{INK};font-size:14px;line-height:1.7",
    "foot": f"margin-top:40px;margin-bottom:10px;padding-top:20px;border-top:1px solid {LINE};"
    f"color:{ACCENT};font-size:14px;font-weight:bold;line-height:1.6;letter-spacing:3px",
    "note": f"margin-bottom:10px;{_SMALL};text-align:left",
    "url": f"color:{SOFT};font-size:12px;word-break:break-all",
    "codes": "margin-top:36px;margin-bottom:8px;text-align:center",
    "qr": "width:160px;max-width:50%",
    "hint": f"margin-bottom:28px;{_SMALL};text-align:center",
    "small": f"margin-bottom:6px;{_SMALL}",
    "colophon": f"margin-bottom:4px;{_SMALL};text-align:center",
}
"""Properties are longhands; there is no #000, no gradient, nothing that positions."""
