"""Views: the finished plain data that templates get, a file for each kind of page or output.

Nothing here is lazy, knows a clock or leads back to the publication. A text that may stand in
another language than its page carries that language; `None` means the page's own. HTML in a view
is finished and safe; all else is escaped by the templates.
"""
