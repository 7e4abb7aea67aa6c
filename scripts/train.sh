#!/usr/bin/env bash
# Train, export, measure, write the card: PYTHON CORPORA RECORDS GOLD RUN. The bundle is left in RUN/bundle to be looked at.
set -euo pipefail
python=$1 corpora=$2 records=$3 gold=$4 run=$5
LAST='{"ewt": 2.4, "gum": 0.4, "worldwide": 0.12, "politics": 1, "polnear": 0.3, "plover": 0.4, "cameo": 0, "m2e2": 0.3, "uw": 0.2, "uds": 0, "gap": 0.1, "records": 0.6, "codebook": 0.5, "brief": 0.35, "stands": 0.35}'
mkdir -p "$run"
echo "Training into $run (log: $run/log.jsonl) …"
OMP_WAIT_POLICY=passive "$python" -m training.train --corpora "$corpora" --records "$records" --out "$run" --rounds 20 > "$run/log.jsonl"
echo "A last round, mostly of trees …"
mkdir -p "$run/last"
OMP_WAIT_POLICY=passive "$python" -m training.train --corpora "$corpora" --records "$records" --out "$run/last" --rounds 1 --rate 1e-4 \
  --start "$run/last.safetensors" --shares "$LAST" >> "$run/log.jsonl"
run=$run/last
"$python" -m training.export "$run" "$run/bundle"
"$python" -m training.quality "$corpora" "$records" "$gold" --bundle "$run/bundle" --write
"$python" -m training.card "$run" "$run/bundle" --corpora "$corpora" --records "$records"
echo "Done. Compare quality/figures.json with the committed one before you put $run/bundle into src/chancery/bundle_data."
