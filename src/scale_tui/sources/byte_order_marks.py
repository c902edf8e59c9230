"""The marks at the beginning of a text that say how it is to be decoded (the Unicode Standard, 23.8)."""

import codecs

# The UTF-32 marks begin with the UTF-16 ones.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
