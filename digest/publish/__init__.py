"""Step 7 – artifacts → the folder that readers get. The only writer of `build/`.

Two release trees alternate: the spare one is brought up to date and exchanged with the live one
in a single step, so that readers see a whole release at every instant. In reading order:

    folder      an output folder → fine, or refused with a reason
    layout      an output folder → the places in it
    lock        state/lock → one build at a time
    files       single files and trees: written new, removed, digested
    exchange    two folders → each under the other's name, in one step
    paths       the paths of a release, of which none hides another
    mark        a file's stat → a short text that changes when the file does
    record      names ↔ JSON values, a line each, read when asked for
    manifest    what a release tree holds, and the caller's record of it ↔ JSON
    survey      manifest + tree → which files stand there as published
    difference  live tree + staged files → the spare tree, as the new release shall be
    durable     written files → files that survive a power cut
    scratch     a folder for work that nobody keeps
    recovery    what a killed build left → order, and the manifest that is true
    release     the interface: open, put, keep, publish
    kept        a small record of ours ↔ a JSON file in state/
    beside      files → a folder beside the release, for editors alone
    finished    what a build that failed had typeset ↔ state/finished
    cache       what a run has read ↔ state/items.sqlite
    rollback    the release before → live again
"""
