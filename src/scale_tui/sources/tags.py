"""Which words in angle brackets are HTML, and not a type in some language, an address or a sum."""

import re

# The commonest first, for they are tried in this order.
NAMES = (
    "p|a|li|strong|code|ul|em|br|b|i|h[1-6]|ol|div|span|pre|hr|abbr|article|aside|big|blockquote|body|caption"
    "|center|cite|dd|del|details|dfn|dl|dt|figcaption|figure|font|footer|head|header|html|iframe|img|ins|kbd|main"
    "|mark|meta|nav|q|s|samp|script|section|small|strike|style|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr"
    "|tt|u|var"
)
# Attributes need a "=" here, so that "if (a<b && c>d)" has no tag.
_AFTER_BRACKET = rf"/?(?:{NAMES})(?:\s[^<>=]*=[^<>]*|\s*)/?>"
TAG = re.compile(f"<{_AFTER_BRACKET}", re.IGNORECASE)
STRAY_BRACKET = re.compile(f"<(?!{_AFTER_BRACKET})", re.IGNORECASE)
