"""A glyph's TrueType outline → one with fewer points that looks the same.

Converters from cubic curves leave far more points than a reader can see, and in Chinese outlines
are most of a PDF. Runs of smooth segments become one segment where that keeps within `TOLERANCE`;
a point that a curve implies is left out. Corners, which make a stroke's character, stay.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates

Point = tuple[float, float]
Segment = tuple[Point, Point | None, Point]
"""Where it begins, its control point if it is a curve, where it ends."""

TOLERANCE = 3.0
"""How far an outline may move, in thousandths of an em: a fiftieth of a millimetre in a title."""

CORNER = 0.94
"""Two segments that meet at more than 20° (of which this is the cosine) form a corner."""

LONGEST = 8
"""How many segments may become one."""


def simplify(glyph: Glyph) -> None:
    """Give a glyph of an em of 1000 units fewer points, in place."""
    if glyph.numberOfContours <= 0:
        return
    points: list[Point] = []
    flags: list[int] = []
    ends: list[int] = []
    for contour in _contours(glyph):
        reduced = list(_points(_merged(contour)))
        if len(reduced) < 3:
            continue
        points += [point for point, _ in reduced]
        flags += [on_curve for _, on_curve in reduced]
        ends.append(len(points) - 1)
    glyph.coordinates = GlyphCoordinates(points)
    glyph.flags = bytearray(flags)
    glyph.endPtsOfContours = ends
    glyph.numberOfContours = len(ends)


def _contours(glyph: Glyph) -> Iterator[list[Segment]]:
    start = 0
    for last in glyph.endPtsOfContours:
        stop = last + 1
        yield _segments(list(glyph.coordinates[start:stop]), [flag & 1 for flag in glyph.flags[start:stop]])
        start = stop


def _segments(coordinates: list[Point], on_curve: list[int]) -> list[Segment]:
    """A closed contour's segments, with the points that TrueType leaves out between two controls."""
    points: list[tuple[Point, int]] = []
    for index, one in enumerate(coordinates):
        other = coordinates[(index + 1) % len(coordinates)]
        points.append((one, on_curve[index]))
        if not on_curve[index] and not on_curve[(index + 1) % len(coordinates)]:
            points.append((_middle(one, other), 1))
    first = next(index for index, (_, is_on) in enumerate(points) if is_on)
    points = points[first:] + points[:first] + [points[first]]
    segments: list[Segment] = []
    index = 0
    while index < len(points) - 1:
        step = 1 if points[index + 1][1] else 2
        control = None if step == 1 else points[index + 1][0]
        segments.append((points[index][0], control, points[index + step][0]))
        index += step
    return [one for one in segments if one[0] != one[2] or one[1] is not None]


def _merged(segments: list[Segment]) -> list[Segment]:
    """Fewer segments, beginning at a corner if there is one."""
    if len(segments) < 3:
        return segments
    first = next((i for i in range(len(segments)) if _is_corner(segments[i - 1], segments[i])), 0)
    segments = segments[first:] + segments[:first]
    merged = []
    index = 0
    while index < len(segments):
        best, used = segments[index], 1
        for count in range(2, min(LONGEST, len(segments) - index) + 1):
            if _is_corner(segments[index + count - 2], segments[index + count - 1]):
                break
            one = _one(segments[index : index + count])
            if one is not None:
                best, used = one, count
        merged.append(best)
        index += used
    return merged


def _one(run: Sequence[Segment]) -> Segment | None:
    """One segment that comes near enough to all of a run, with its directions at both ends."""
    start, stop = run[0][0], run[-1][2]
    passed = [_at(segment, t) for segment in run for t in (0.5, 1.0)][:-1]
    line: Segment = (start, None, stop)
    if start != stop and _is_near(passed, [start, stop]):
        return line
    begins, ends = _direction(run[0], 0), _direction(run[-1], 1)
    control = _crossing(start, begins, stop, ends)
    if control is None:
        return None
    curve = (start, control, stop)
    return curve if _is_near(passed, [_at(curve, t / 12) for t in range(13)]) else None


def _crossing(start: Point, begins: Point, stop: Point, ends: Point) -> Point | None:
    """Where the tangents at both ends meet, if they meet between them."""
    cross = begins[0] * ends[1] - begins[1] * ends[0]
    if abs(cross) < 0.02:
        return None
    dx, dy = stop[0] - start[0], stop[1] - start[1]
    ahead = (dx * ends[1] - dy * ends[0]) / cross
    back = (dy * begins[0] - dx * begins[1]) / cross
    if ahead <= 0 or back <= 0:
        return None
    return start[0] + ahead * begins[0], start[1] + ahead * begins[1]


def _is_near(points: list[Point], way: list[Point]) -> bool:
    return all(any(_distance(point, *part) <= TOLERANCE for part in pairwise(way)) for point in points)


def _distance(point: Point, a: Point, b: Point) -> float:
    """How far a point is from a line between two others."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    px, py = point[0] - a[0], point[1] - a[1]
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
    return math.hypot(px - t * dx, py - t * dy)


def _is_corner(one: Segment, other: Segment) -> bool:
    a, b = _direction(one, 1), _direction(other, 0)
    return a[0] * b[0] + a[1] * b[1] < CORNER


def _direction(segment: Segment, end: int) -> Point:
    """The unit vector of a segment at its beginning (0) or its end (1)."""
    start, control, stop = segment
    a, b = (control or start, stop) if end else (start, control or stop)
    if a == b:
        a, b = start, stop
    length = math.hypot(b[0] - a[0], b[1] - a[1])
    return ((b[0] - a[0]) / length, (b[1] - a[1]) / length) if length else (0.0, 0.0)


def _at(segment: Segment, t: float) -> Point:
    start, control, stop = segment
    u = 1 - t
    if control is None:
        return u * start[0] + t * stop[0], u * start[1] + t * stop[1]
    return (
        u * u * start[0] + 2 * u * t * control[0] + t * t * stop[0],
        u * u * start[1] + 2 * u * t * control[1] + t * t * stop[1],
    )


def _points(segments: list[Segment]) -> Iterator[tuple[tuple[int, int], int]]:
    """Points and whether they lie on the curve, without those that two controls imply."""
    for index, (start, control, _) in enumerate(segments):
        before = segments[index - 1][1]
        if before is None or control is None or math.dist(_middle(before, control), start) > TOLERANCE:
            yield (round(start[0]), round(start[1])), 1
        if control is not None:
            yield (round(control[0]), round(control[1])), 0


def _middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
