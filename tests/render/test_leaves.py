"""Pages of a phone's bulletin become at most twenty light pictures, and none is left out."""

import io

import pikepdf
import pytest
from PIL import Image

from digest.render.leaves import leaves


def paper(count: int) -> bytes:
    """A PDF of pages of a phone's size, each with a bar whose width tells its number."""
    document = pikepdf.new()
    for number in range(count):
        page = document.add_blank_page(page_size=(297.6, 530))
        page.contents_add(f"0.6 0.1 0.1 rg 0 0 {(number + 1) * 4} 530 re f".encode())
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def bars(data: bytes, pages: int) -> list[int]:
    """The numbers of the pages in a picture, by their bars."""
    with Image.open(io.BytesIO(data)) as picture:
        grey = picture.convert("L")
    height = grey.height // pages
    rows = [grey.crop((0, at * height + 5, grey.width, at * height + 6)) for at in range(pages)]
    return [round(sum(value < 128 for value in row.tobytes()) / 1080 * 297.6 / 4) for row in rows]


def test_each_page_is_a_picture():
    made = leaves(paper(3))
    assert [kind for kind, _ in made] == ["png"] * 3
    assert [bars(data, 1) for _, data in made] == [[1], [2], [3]]
    with Image.open(io.BytesIO(made[0][1])) as first:
        assert first.width == 1080


@pytest.mark.parametrize(("count", "pictures", "together"), [(20, 20, 1), (21, 11, 2), (60, 20, 3)])
def test_more_pages_stand_below_each_other(count: int, pictures: int, together: int):
    made = leaves(paper(count))
    assert len(made) == pictures
    found: list[int] = []
    for index, (_, data) in enumerate(made):
        found += bars(data, min(together, count - index * together))
        assert len(data) < 1_000_000
    assert found == list(range(1, count + 1))


def test_a_book_is_no_message():
    assert leaves(paper(61)) == ()


def test_a_page_with_a_photograph_is_a_photograph():
    noise = Image.merge("RGB", [Image.effect_noise((1080, 1920), 120) for _ in range(3)])
    held = io.BytesIO()
    noise.save(held, "pdf")
    ((kind, data),) = leaves(held.getvalue())
    assert kind == "jpg"
    assert len(data) < 1_000_000
