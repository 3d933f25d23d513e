"""QR codes ("squares") as SVG that needs no style attribute."""

import io

import segno


def square_svg(text: str, label: str = "", border: int = 2) -> str:
    """The code for `text` at level M, black by `currentColor`; `label` says what it is to those who cannot see it."""
    buffer = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(
        buffer,
        kind="svg",
        border=border,
        dark="#000",
        light=None,
        svgclass="qr",
        xmldecl=False,
        omitsize=True,
        nl=False,
    )
    svg = buffer.getvalue().decode().replace('stroke="#000"', 'stroke="currentColor"')
    return svg.replace(
        "<svg ", f'<svg role="img" aria-label="{_safe(label)}" ' if label else '<svg aria-hidden="true" ', 1
    )


def _safe(label: str) -> str:
    from django.utils.html import escape

    return escape(label)
