"""What a word is, and what is read: the same for every peer, and the same as ours.

A word is letters and digits; an apostrophe or a full stop joins letters, these and , ; join digits.
Everything else that is not white space is a mark of its own, which parts the words of a phrase.
"""

import os
import re

LETTER, DIGIT = r"[^\W\d_]", r"[0-9]"
WORD = (
    rf"\w+(?:(?:(?<={LETTER})['.](?={LETTER})|(?<={DIGIT})['.,;](?={DIGIT}))\w+)*"
)
WORDS = re.compile(WORD)
WORDS_AND_MARKS = re.compile(rf"{WORD}|\S")
APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'"})
LONGEST_VOICE = 47


def files(folder, megabytes):
    """All files below a folder in order of name, up to so many megabytes."""
    found = []
    for place, _, names in os.walk(folder):
        found += [os.path.join(place, name) for name in names]
    kept, total = [], 0
    # By parts, so that `a/b` comes before `a-c`, as paths are ordered in Rust.
    for path in sorted(found, key=lambda p: p.split(os.sep)):
        if total >= megabytes * 1e6:
            break
        kept.append(path)
        total += os.path.getsize(path)
    return kept, total


def utterances(path):
    """The words of each line `VOICE: words` of a file."""
    with open(path, encoding="utf8") as file:
        for line in file.read().split("\n"):
            if line:
                at = line.find(": ")
                yield line[at + 2 :] if 0 < at < LONGEST_VOICE else line


def folded(text):
    """Lower case with straight apostrophes."""
    return text.lower().translate(APOSTROPHES)


def spaced(text):
    """Words and marks, each between two spaces, so that a search for ` word ` finds whole words."""
    return " " + "  ".join(WORDS_AND_MARKS.findall(folded(text))) + " "
