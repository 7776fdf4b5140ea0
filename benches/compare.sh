#!/usr/bin/env bash
# Compares with peers from PyPI: first the counts, cell by cell, then the times, in one run.
#
#   benches/compare.sh [--all] [MEGABYTES]                       an invented corpus, 20 MB
#   benches/compare.sh [--all] MEGABYTES CORPUS DICTIONARY.json  your own
#
# --all takes spaCy and polars too, which is a large download and many minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
peers=(pyahocorasick ahocorasick-rs liwc)
requirements=requirements.txt
if [ "${1:-}" = --all ]; then
  peers+=(polars spacy)
  requirements=requirements-all.txt
  shift
fi
megabytes=${1:-20}
corpus=${2:-target/compare/corpus}
rounds=${ROUNDS:-3}
work=target/compare
mkdir -p "$work"

echo "== building"
cargo bench --quiet --bench whole --no-run
if ! [ -x "$work/venv/bin/python" ]; then
  python3 -m venv "$work/venv"
fi
"$work/venv/bin/pip" install --quiet --disable-pip-version-check -r "benches/peers/$requirements"
python="$work/venv/bin/python"

dictionaries=("${3:-}")
if [ $# -lt 3 ]; then
  echo "== inventing $megabytes MB"
  rm -rf "$work/corpus"
  cargo bench --quiet --bench whole -- "$work" --invent "$megabytes"
  dictionaries=("$work/dense.json" "$work/sparse.json")
fi

for dictionary in "${dictionaries[@]}"; do
  echo "== counts with $(basename "$dictionary"), cell by cell"
  cargo bench --quiet --bench whole -- "$corpus" --mode counts --dictionary "$dictionary" \
    --mb "$megabytes" --counts "$work/ours.csv" >/dev/null
  for peer in pyahocorasick ahocorasick-rs; do
    echo "$peer:"
    "$python" benches/peers/peer.py "$peer" "$corpus" "$dictionary" --mb "$megabytes" \
      --counts "$work/peer.csv" >/dev/null
    "$python" benches/peers/same_counts.py "$corpus" "$dictionary" "$work/ours.csv" "$work/peer.csv"
  done
  echo "== times with $(basename "$dictionary"), median of $rounds rounds"
  "$python" benches/peers/table.py "$corpus" "$dictionary" "$megabytes" "$rounds" "${peers[@]}"
done
