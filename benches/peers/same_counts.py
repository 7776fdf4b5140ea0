"""Compares two tables of counts cell by cell, and names each difference; fails if one has no name.

  same_counts.py CORPUS DICTIONARY.json OURS.csv PEER.csv

A difference has a name if the peer counts what we count once the utterance is written as we read it:
a typist's remark such as [laughs] is no speech, and *'cause* is *because*.
"""

import collections
import csv
import os
import re
import sys

import peer
import words

REMARK = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|<[^<>]*>")
CAUSE = re.compile(r"(?<=['\u2018\u2019`])cause\b", re.IGNORECASE)
NAMES = [
    ("a typist's remark is no speech", lambda text: REMARK.sub(" \u00b7 ", text)),
    ("'cause is because", lambda text: CAUSE.sub("because", text)),
]


def name_of(utterance, count, ours):
    """The name of a difference; `None` if it has none."""
    for name, rewrite in NAMES:
        if count(rewrite(utterance)) == ours:
            return name
    for _, rewrite in NAMES:
        utterance = rewrite(utterance)
    return "several of these" if count(utterance) == ours else None


def main():
    corpus, dictionary, ours, theirs = sys.argv[1:]
    count = peer.pyahocorasick(peer.Dictionary(dictionary))
    named, number, tags, unnamed = collections.Counter(), 0, 0, 0
    path, texts = None, []
    with open(ours, encoding="utf8") as a, open(theirs, encoding="utf8") as b:
        first, second = csv.reader(a), csv.reader(b)
        if next(first) != next(second):
            sys.exit("the two tables have different columns")
        for mine, other in zip(first, second, strict=True):
            if mine[0] != other[0]:
                sys.exit(f"the two tables are out of step at {mine[0]} and {other[0]}")
            number += 1
            tags += sum(map(int, mine[1:]))
            if mine == other:
                continue
            file, at = mine[0].rsplit(":", 1)
            if file != path:
                path, texts = file, list(words.utterances(os.path.join(corpus, file)))
            name = name_of(texts[int(at)], count, list(map(int, mine[1:])))
            named[name] += 1
            if name is None:
                unnamed += 1
                if unnamed <= 10:
                    print(f"no name: {mine[0]}: ours {mine[1:]}, theirs {other[1:]}")
    differ = sum(named.values())
    print(f"{number} utterances, {tags} tags of ours; {differ} utterances differ")
    for name, n in named.most_common():
        print(f"  {n}: {name or 'no name'}")
    sys.exit(1 if unnamed else 0)


if __name__ == "__main__":
    main()
