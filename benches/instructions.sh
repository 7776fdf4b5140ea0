#!/usr/bin/env bash
# Instructions per byte of the work, by function, counted by valgrind: the same on a busy machine as
# on an idle one. Reading the lexicons and the arguments is not counted, only what workers do.
#
#   benches/instructions.sh MODE [CORPUS DICTIONARY.json]
#
# MODE is counts, columns, csv, own or raw; MB=2 sets how much is read, TOP=30 how much is shown.
# What fills memory (memset, memcpy) is counted by the byte there and is cheaper in truth.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:?usage: benches/instructions.sh counts|columns|csv|own|raw [CORPUS DICTIONARY.json]}
work=target/compare
corpus=${2:-$work/corpus}
dictionary=${3:-$work/dense.json}
megabytes=${MB:-2}
command -v valgrind >/dev/null || { echo "valgrind is wanted: apt-get install valgrind" >&2; exit 2; }

whole=$(cargo bench --bench whole --no-run 2>&1 | sed -n 's/.*(\(.*whole-[0-9a-f]*\))$/\1/p')
[ -d "$corpus" ] || "$whole" "$work" --invent "$megabytes"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
valgrind --quiet --tool=callgrind --callgrind-out-file="$out/callgrind" --collect-atstart=no \
  --toggle-collect='*whole::work::work*' \
  "$whole" "$corpus" --mode "$mode" --dictionary "$dictionary" --mb "$megabytes" \
  >"$out/result.json" 2>"$out/valgrind.txt" || { cat "$out/valgrind.txt" >&2; exit 1; }
callgrind_annotate --threshold=100 --auto=no "$out/callgrind" >"$out/functions.txt"
python3 benches/functions.py "$out/result.json" "$out/functions.txt" "${TOP:-30}"
