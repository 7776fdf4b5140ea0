"""Runs one peer on a corpus and a dictionary; prints one line of JSON.

  peer.py NAME CORPUS DICTIONARY.json [--mb N] [--counts OUT.csv]

The same work as ours (pyahocorasick, ahocorasick-rs, spacy): for each utterance and category the
matches of words, stems and phrases, longest first, not overlapping. Less work (liwc: no phrases;
polars: one regular expression for each category, leftmost, no lists of longest first).
"""

import argparse
import json
import os
import re
import resource
import time

import words


class Dictionary:
    """Rules without regular expressions, with the numbers of their categories."""

    def __init__(self, path):
        with open(path, encoding="utf8") as file:
            written = json.load(file)
        self.categories = written["categories"]
        number = {name: i for i, name in enumerate(self.categories)}
        self.rules = [
            (rule["pattern"], [number[c] for c in rule["categories"]])
            for rule in written["rules"]
            if rule["type"] != "regex"
        ]


def choose(candidates, counts):
    """Counts candidates (negative number of words, start, end, categories), longest first."""
    if len(candidates) > 1:
        candidates.sort()
    taken = {}
    for _, start, end, categories in candidates:
        for category in categories:
            own = taken.setdefault(category, [])
            for other_start, other_end in own:
                if start < other_end and other_start < end:
                    break
            else:
                own.append((start, end))
                counts[category] += 1
    return counts


def needles(dictionary):
    """What is searched for in spaced text: ` word ` or, for a stem, ` stem`."""
    by_text = {}
    for pattern, categories in dictionary.rules:
        stem = pattern.endswith("*")
        text = " " + "  ".join(pattern.rstrip("*").split(" ")) + ("" if stem else " ")
        by_text.setdefault(text, []).append((-len(pattern.split(" ")), categories))
    if any("*" in text for text in by_text):
        raise SystemExit("a stem that is not the last word of its phrase: no peer here can do that")
    return by_text


def candidate(text, start, end, rule):
    """A match; a stem's reaches to the end of its word."""
    length, categories = rule
    if text[end - 1] != " ":
        end = text.index(" ", end) + 1
    return (length, start, end, categories)


def pyahocorasick(dictionary):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for text, rules in needles(dictionary).items():
        automaton.add_word(text, (len(text), rules))
    automaton.make_automaton()
    size = len(dictionary.categories)

    def count(utterance):
        text = words.spaced(utterance)
        found = []
        for last, (length, rules) in automaton.iter(text):
            for rule in rules:
                found.append(candidate(text, last + 1 - length, last + 1, rule))
        return choose(found, [0] * size)

    return count


def ahocorasick_rs(dictionary):
    import ahocorasick_rs as module

    by_text = needles(dictionary)
    rules_of = list(by_text.values())
    automaton = module.AhoCorasick(list(by_text), matchkind=module.MatchKind.Standard)
    size = len(dictionary.categories)

    def count(utterance):
        text = words.spaced(utterance)
        found = []
        for number, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            for rule in rules_of[number]:
                found.append(candidate(text, start, end, rule))
        return choose(found, [0] * size)

    return count


def liwc(dictionary):
    import tempfile

    import liwc as module

    with tempfile.NamedTemporaryFile("w", suffix=".dic", encoding="utf8") as file:
        names = [f"{i + 1}\t{name}" for i, name in enumerate(dictionary.categories)]
        entries = [
            "\t".join([pattern] + [str(c + 1) for c in categories])
            for pattern, categories in dictionary.rules
            if " " not in pattern
        ]
        file.write("\n".join(["%", *names, "%", *entries]) + "\n")
        file.flush()
        parse, _ = module.load_token_parser(file.name)
    number = {name: i for i, name in enumerate(dictionary.categories)}

    def count(utterance):
        counts = [0] * len(number)
        for word in words.WORDS.findall(words.folded(utterance)):
            for category in parse(word):
                counts[number[category]] += 1
        return counts

    return count


def spacy(dictionary):
    import spacy as module
    from spacy.matcher import Matcher, PhraseMatcher
    from spacy.tokens import Doc

    blank = module.blank("en")
    phrases, stems = PhraseMatcher(blank.vocab), Matcher(blank.vocab)

    def document(text):
        """Our own words: spaCy's cut *don't* in two."""
        parts = words.WORDS_AND_MARKS.findall(words.folded(text))
        return Doc(blank.vocab, words=parts)

    for i, (pattern, _) in enumerate(dictionary.rules):
        if pattern.endswith("*"):
            *before, last = pattern.rstrip("*").split(" ")
            steps = [{"ORTH": w} for w in before] + [{"ORTH": {"REGEX": "^" + re.escape(last)}}]
            stems.add(str(i), [steps])
        else:
            phrases.add(str(i), [document(pattern)])

    def count(utterance):
        text = document(utterance)
        found = []
        for key, start, end in phrases(text) + stems(text):
            _, categories = dictionary.rules[int(blank.vocab.strings[key])]
            found.append((start - end, start, end, categories))
        return choose(found, [0] * len(dictionary.categories))

    return count


def polars_expressions(dictionary):
    for i, name in enumerate(dictionary.categories):
        own = [pattern for pattern, categories in dictionary.rules if i in categories]
        own.sort(key=lambda p: (-len(p.split(" ")), -len(p)))
        ways = "|".join(re.escape(p.rstrip("*")) + (r"\w*" if p.endswith("*") else "") for p in own)
        yield name, rf"\b(?:{ways})\b"


def run_polars(dictionary, paths):
    """All utterances as one column: polars has its own loops."""
    import polars

    texts = [words.folded(u) for path in paths for u in words.utterances(path)]
    column = polars.col("text")
    counts = [column.str.count_matches(r).alias(n) for n, r in polars_expressions(dictionary)]
    frame = polars.DataFrame({"text": texts}).lazy().select(counts).collect()
    return len(texts), [list(row) for row in frame.rows()]


PEERS = {
    "pyahocorasick": pyahocorasick,
    "ahocorasick-rs": ahocorasick_rs,
    "liwc": liwc,
    "spacy": spacy,
    "polars": None,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=PEERS)
    parser.add_argument("corpus")
    parser.add_argument("dictionary")
    parser.add_argument("--mb", type=float, default=float("inf"))
    parser.add_argument("--counts")
    arguments = parser.parse_args()
    dictionary = Dictionary(arguments.dictionary)
    paths, size = words.files(arguments.corpus, arguments.mb)
    count = PEERS[arguments.name] and PEERS[arguments.name](dictionary)
    totals, rows, number = [0] * len(dictionary.categories), [], 0

    def keep(path, i, counts):
        for category, n in enumerate(counts):
            totals[category] += n
        if arguments.counts:
            name = os.path.relpath(path, arguments.corpus)
            rows.append(f"{name}:{i}," + ",".join(map(str, counts)))

    began, cpu = time.time(), time.process_time()
    if count:
        for path in paths:
            for i, utterance in enumerate(words.utterances(path)):
                keep(path, i, count(utterance))
                number += 1
    else:
        number, table = run_polars(dictionary, paths)
        totals = [sum(column) for column in zip(*table)]
    wall, cpu = time.time() - began, time.process_time() - cpu
    if arguments.counts:
        with open(arguments.counts, "w", encoding="utf8") as file:
            file.write("\n".join(["id," + ",".join(dictionary.categories), *rows]) + "\n")
    print(
        json.dumps(
            {
                "peer": arguments.name,
                "mb": round(size / 1e6, 3),
                "utterances": number,
                "tags": sum(totals),
                "cpu_s": round(cpu, 3),
                "mb_per_cpu_s": round(size / 1e6 / cpu, 3),
                "wall_s": round(wall, 3),
                "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1.024e-3, 1),
                "counts": dict(zip(dictionary.categories, totals)),
            }
        )
    )


if __name__ == "__main__":
    main()
