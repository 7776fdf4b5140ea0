"""Adds up callgrind's lines by function and divides by the bytes that were read.

  functions.py RESULT.json ANNOTATED.txt HOW_MANY
"""

import collections
import json
import re
import sys

LINE = re.compile(r"\s*([\d,]+) \(\s*[\d.]+%\)\s+(.*)")


def main():
    with open(sys.argv[1], encoding="utf8") as file:
        size = json.load(file)["mb"] * 1e6
    counts, total = collections.Counter(), 0
    with open(sys.argv[2], encoding="utf8") as file:
        for found in filter(None, map(LINE.match, file)):
            number, name = int(found[1].replace(",", "")), found[2]
            if "PROGRAM TOTALS" in name:
                total = number
                continue
            # `file:function [object]`; recursive calls end in '2, '3 and so on.
            name = re.sub(r" \[.*|'\d+$", "", re.sub(r"^[^:]*:(?!:)", "", name))
            counts[re.sub(r"'\d+$", "", name)] += number
    print(f"{total / size:.1f} instructions for each byte")
    for name, number in counts.most_common(int(sys.argv[3])):
        print(f"{number / size:8.2f} {100 * number / total:5.1f} %  {name[:110]}")


if __name__ == "__main__":
    main()
