#!/usr/bin/env bash
# Make the environment: PYTHON FOLDER. Quiet unless something is wrong.
set -euo pipefail
python=$1 folder=$2
if [ -z "$python" ]; then
  echo "Chancery needs Python 3.11 or newer. Install it (Debian: apt install python3 python3-venv; macOS: brew install python@3.12) and try again." >&2
  exit 1
fi
echo "Setting up $folder with $($python --version) (a minute, once) …"
if ! "$python" -m venv "$folder" >/dev/null 2>&1; then
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq >/dev/null && apt-get install -y -qq python3-venv >/dev/null
    "$python" -m venv --clear "$folder"
  else
    echo "This Python cannot make environments. On Debian: sudo apt install python3-venv" >&2
    exit 1
  fi
fi
"$folder/bin/python" -m pip install -q --disable-pip-version-check -c constraints.txt -e .
touch "$folder/.made"
