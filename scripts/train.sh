#!/usr/bin/env bash
# Train, export, measure, write the card: PYTHON CORPORA RECORDS GOLD RUN. The bundle is left in RUN/bundle to be looked at.
set -euo pipefail
python=$1 corpora=$2 records=$3 gold=$4 run=$5
mkdir -p "$run"
echo "Training into $run (log: $run/log.jsonl) …"
OMP_WAIT_POLICY=passive "$python" -m training.train --corpora "$corpora" --records "$records" --out "$run" --rounds 15 > "$run/log.jsonl"
"$python" -m training.topics "$run" --corpora "$corpora" --records "$records"
"$python" -m training.export "$run" "$run/bundle"
"$python" -m training.quality "$corpora" "$records" "$gold" --bundle "$run/bundle" --write
"$python" -m training.card "$run" "$run/bundle" --corpora "$corpora" --records "$records"
echo "Done. Compare quality/figures.json with the committed one before you put $run/bundle into src/chancery/bundle_data."
