"""A laid out document's boxes → the structure that a screen reader follows (PDF 1.7, 14.7 and 14.8).

In place of the tags that WeasyPrint makes: those have an element for each piece of a line, one for
each part of a paragraph that a page divides, links named by their target, no language but the
document's, and running heads among the text. Here an HTML element is one structure element,
however many boxes and pages it is cut into; what only carries style is none; an element in
another language says so; running heads, leaders and repeated table heads are artifacts.

It replaces a function of WeasyPrint in the versions that `justify.TRIED` names. In others the
bulletin keeps WeasyPrint's own tags.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from digest.render.justify import TRIED

PRINT = 4
"""The flag of an annotation that is printed (PDF 1.7, table 165)."""

POINTS = 0.75
"""PDF's points in a CSS pixel."""

ROLES = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "p": "P",
    "figcaption": "Caption",
    "blockquote": "BlockQuote",
    "code": "Code",
    "img": "Figure",
    "a": "Link",
    "ul": "L",
    "ol": "L",
    "li": "LBody",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "section": "Sect",
    "nav": "Sect",
    "article": "Art",
    "figure": "Div",
}
"""What elements of HTML are in PDF. All others only hold or style what is in them."""

GROUPS = frozenset(("Document", "Sect", "Art", "Div", "BlockQuote"))
"""Elements that hold no text of their own: it gets a paragraph."""

_LEADER = re.compile(r"[.\s]*")


@dataclass(frozen=True, slots=True)
class Content:
    """A piece of a page's content: its page and its number on it as WeasyPrint counts."""

    page: int
    mark: int


@dataclass(frozen=True, slots=True)
class Area:
    """Where a link is on a page: its annotation."""

    page: int
    annotation: Any


@dataclass(slots=True)
class Node:
    """A structure element: its role, the page it begins on, what is in it, what PDF says of it besides."""

    role: str
    page: int
    extra: dict[str, Any] = field(default_factory=dict)
    kids: list["Node | Content | Area"] = field(default_factory=list)
    label: "Node | None" = None
    is_rest: bool = False

    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return all(isinstance(kid, Node) and kid.is_empty() for kid in self.kids)


@cache
def install() -> bool:
    """Put it in place in this process, once; False for a WeasyPrint that it was not tried with."""
    import weasyprint
    from weasyprint import pdf

    if weasyprint.__version__ not in TRIED:
        return False
    pdf.add_tags = add_tags
    return True


def add_tags(pdf: Any, document: Any, version: Any, streams: Any) -> None:
    """Give a PDF its structure tree; in place of the function of that name in WeasyPrint."""
    del version
    tree = Tree(str(document.metadata.lang or ""))
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        tree.add_page(number, page._page_box, stream._tags)
    _Writer(pdf, tree.root, streams).write()


# Boxes → nodes --------------------------------------------------------------------------------


class Tree:
    """The structure so far, and the node of each element and pseudo-element that boxes belonged to."""

    def __init__(self, lang: str) -> None:
        self.root = Node("Document", 0)
        self.lang = lang
        self.nodes: dict[tuple[int, str], Node] = {}

    def add_page(self, page: int, box: Any, tags: dict[Any, Any]) -> None:
        """Go on by a page. What is not added to the tree, as its margin boxes, is an artifact."""
        from weasyprint.formatting_structure import boxes

        for child in box.children:
            if not isinstance(child, boxes.MarginBox):
                self._add(page, child, self.root, self.lang, tags, box.height)

    def _add(self, page: int, box: Any, parent: Node, lang: str, tags: dict[Any, Any], height: float) -> None:
        box = getattr(box, "_box", box)  # of a placeholder of an absolutely placed box
        own = None if box.element is None else box.element.get("lang")
        node = self._node(page, box, parent, own if own != lang else None)
        if node is None:
            return
        if getattr(box, "link_annotation", None):
            node.kids.append(Area(page, _readable(box)))
        if box in tags:
            self._add_content(page, box, node, tags[box]["mcid"], height)
        for child in getattr(box, "children", ()):
            self._add(page, child, node, own or lang, tags, height)

    def _add_content(self, page: int, box: Any, node: Node, mark: int, height: float) -> None:
        """Text or a picture. Leaders, and pictures that say nothing, are none."""
        if node.role == "Figure":
            node.extra |= _figure(box, height)
        elif not _is_text(box) or ("::" in box.element_tag and _LEADER.fullmatch(box.text)):
            return
        elif node.role in GROUPS:
            node = self._paragraph(node, page)
        _after_nodes(node, page).kids.append(Content(page, mark))

    def _node(self, page: int, box: Any, parent: Node, lang: str | None) -> Node | None:
        """The node that a box's content belongs to; None for a table's head that is repeated."""
        if box.element is None:
            return parent
        key = (id(box.element), box.element_tag)
        node = self.nodes.get(key)
        if node is None:
            node = self.nodes[key] = self._new(page, box, parent, lang)
        return None if node.role == "THead" and node.page != page else node

    def _new(self, page: int, box: Any, parent: Node, lang: str | None) -> Node:
        tag, element = box.element_tag, box.element
        if tag.endswith(("::marker", "::before")) and parent.label is not None:
            return parent.label
        if "::" in tag or tag in ("html", "body"):
            return parent
        role = "Link" if _is_mark(element) else ROLES.get(tag, "")
        if (tag == "a" and (not element.get("href") or parent.role == "Link")) or (
            tag == "img" and not element.get("alt")
        ):
            role = ""
        if not role and not lang:
            return parent
        node = Node(role or ("Div" if _is_block(box) else "Span"), page, _extra(box))
        if lang:
            node.extra["Lang"] = lang
        return self._put(node, parent)

    def _put(self, node: Node, parent: Node) -> Node:
        if node.role == "LBody":
            node.label = Node("Lbl", node.page)
            parent.kids.append(Node("LI", node.page, kids=[node.label, node]))
            return node
        if node.role in _INLINE and parent.role in GROUPS:
            parent = self._paragraph(parent, node.page)
        if node.role == "P" and parent.role == "LBody":
            node.label = parent.label  # its number may stand before its first paragraph's text
        parent.kids.append(node)
        return node

    def _paragraph(self, group: Node, page: int) -> Node:
        """The paragraph for text that stands right in a group."""
        last = group.kids[-1] if group.kids else None
        if isinstance(last, Node) and last.role == "P":
            return last
        group.kids.append(node := Node("P", page))
        return node


def _is_mark(element: Any) -> bool:
    """Whether it is a source mark of one link, which is read with its brackets."""
    return element.get("class") == "marks" and len(list(element.iter("a"))) == 1


def _after_nodes(node: Node, page: int) -> Node:
    """Where text goes that follows another element: into a span, so that each element's own text is whole.

    Readers that collect an element's text before that of the elements in it else read it too early.
    """
    last = node.kids[-1] if node.kids else None
    if isinstance(last, Node) and last.is_rest:
        return last
    if not any(isinstance(kid, Node) for kid in node.kids):
        return node
    node.kids.append(rest := Node("Span", page, is_rest=True))
    return rest


_INLINE = frozenset(("Link", "Span", "Code", "Figure"))


def _is_block(box: Any) -> bool:
    from weasyprint.formatting_structure import boxes

    return isinstance(box, boxes.BlockLevelBox)


def _is_text(box: Any) -> bool:
    from weasyprint.formatting_structure import boxes

    return isinstance(box, boxes.TextBox)


def _extra(box: Any) -> dict[str, Any]:
    """What is said of an element besides its role."""
    if box.element_tag == "th":
        return {"A": {"O": "/Table", "Scope": "/Row" if box.element.get("scope") == "row" else "/Column"}}
    if box.element_tag in ("ul", "ol"):
        kind = "None" if box.style["list_style_type"] == "none" else "Disc"
        kind = "Decimal" if kind == "Disc" and box.element_tag == "ol" else kind
        return {"A": {"O": "/List", "ListNumbering": f"/{kind}"}}
    if box.element_tag == "img":
        return {"Alt": box.element.get("alt")}
    if box.element_tag == "a" and not "".join(box.element.itertext()).strip():
        return {"Alt": _name(box.element)}  # a picture that leads somewhere
    return {}


def _figure(box: Any, height: float) -> dict[str, Any]:
    """A picture's place, in points from the page's lower left corner."""
    x, y = box.content_box_x(), box.content_box_y()
    edges = (x, height - y - box.height, x + box.width, height - y)
    return {"A": {"O": "/Layout", "BBox": [round(edge * POINTS, 2) for edge in edges]}}


def _readable(box: Any) -> Any:
    """A link's annotation, printed, and named by its text instead of its target."""
    import pydyf

    text = _name(box.element)
    annotation = box.link_annotation
    annotation["F"] = PRINT
    annotation["Contents"] = pydyf.String(text or annotation["Contents"].string)
    return annotation


def _name(element: Any) -> str:
    """What a link says: its text and what its pictures show."""
    pictures = (image.get("alt") or "" for image in element.iter("img"))
    return " ".join(" ".join(("".join(element.itertext()), *pictures)).split())


# Nodes → PDF ----------------------------------------------------------------------------------


class _Writer:
    """Writes nodes as PDF's dictionaries, with the tables that lead from content back to them."""

    def __init__(self, pdf: Any, root: Node, streams: Any) -> None:
        self.pdf = pdf
        self.root = root
        self.streams = streams
        self.pages = pdf.page_references
        self.owners: dict[int, dict[int, Node]] = {number: {} for number in range(len(streams))}
        self.numbers: dict[Content, int] = {}
        self.references: dict[int, Any] = {}
        self.areas: list[tuple[Area, Node]] = []

    def write(self) -> None:
        """Add the structure to the PDF."""
        import pydyf

        self._own(self.root)
        numbered = [self._numbered(page) for page in range(len(self.streams))]
        tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self.pdf.add_object(tree)
        tree["K"] = self._element(self.root, tree.reference)
        nums = pydyf.Array()
        for page, nodes in enumerate(numbered):
            nums += [page, pydyf.Array(self.references[id(node)] for node in nodes)]
        for number, (area, node) in enumerate(self.areas, start=len(numbered)):
            area.annotation["StructParent"] = number
            nums += [number, self.references[id(node)]]
        tree["ParentTree"] = pydyf.Dictionary({"Nums": nums})
        tree["ParentTreeNextKey"] = len(numbered) + len(self.areas)
        self.pdf.catalog["StructTreeRoot"] = tree.reference
        self.pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    def _own(self, node: Node) -> None:
        """Note whose each piece of content is."""
        for kid in node.kids:
            if isinstance(kid, Content):
                self.owners[kid.page][kid.mark] = node
            elif isinstance(kid, Node):
                self._own(kid)

    def _numbered(self, page: int) -> list[Node]:
        """Number a page's marked content anew, so that pieces of one node that meet are one.

        Content of no node becomes an artifact. Returns the nodes by number.
        """
        import pydyf

        items = self.streams[page].stream
        made: list[Any] = []
        nodes: list[Node] = []
        node: Node | None = None
        index = 0
        while index < len(items):
            item = items[index]
            properties = items[index + 1] if index + 1 < len(items) else None
            if not isinstance(properties, dict) or "MCID" not in properties:
                if item == b"BMC":
                    node = None
                made.append(item)
                index += 1
                continue
            index += 3  # tag, properties, BDC
            owner = self.owners[page].get(properties["MCID"])
            if owner is None:
                made += ["/Artifact", b"BMC"]
            elif owner is node and made and made[-1] == b"EMC":
                made.pop()
            else:
                made += [f"/{owner.role}", pydyf.Dictionary({"MCID": len(nodes)}), b"BDC"]
                nodes.append(owner)
            node = owner
            if owner is not None:
                self.numbers[Content(page, properties["MCID"])] = len(nodes) - 1
        items[:] = made
        return nodes

    def _element(self, node: Node, parent: bytes) -> bytes:
        """Add a node and all below it; its reference."""
        import pydyf

        element = pydyf.Dictionary({"S": f"/{node.role}", "P": parent})
        self.pdf.add_object(element)
        self.references[id(node)] = element.reference
        if any(isinstance(kid, Content) and kid.page == node.page for kid in node.kids):
            element["Pg"] = self.pages[node.page]
        for key, value in node.extra.items():
            element[key] = pydyf.String(value) if isinstance(value, str) else _plain(value)
        kids = pydyf.Array()
        for kid in node.kids:
            written = self._kid(kid, node, element.reference)
            if written is not None and written not in kids:
                kids.append(written)
        element["K"] = kids[0] if len(kids) == 1 else kids
        return element.reference  # type: ignore[no-any-return]  # pydyf has no types

    def _kid(self, kid: Node | Content | Area, node: Node, reference: bytes) -> Any:
        import pydyf

        if isinstance(kid, Node):
            return None if kid.is_empty() else self._element(kid, reference)
        page = self.pages[kid.page]
        if isinstance(kid, Area):
            self.areas.append((kid, node))
            return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": page})
        number = self.numbers[kid]
        if kid.page == node.page:
            return number
        return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": number})


def _plain(attributes: dict[str, Any]) -> Any:
    import pydyf

    made = pydyf.Dictionary(attributes)
    for key, value in attributes.items():
        made[key] = pydyf.Array(value) if isinstance(value, list) else value
    return made
