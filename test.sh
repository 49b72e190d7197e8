#!/bin/sh
# Installs what the tests need, builds the solution (Release) and runs every test. Arguments go to `dotnet test`.
# Results: artifacts/test-results/*.trx
set -eu
cd "$(dirname "$0")"

say() { printf '== %s\n' "$*"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else
    echo "Missing: $* has to run as root. Run it yourself, then ./test.sh again." >&2
    exit 2
  fi
}

if ! command -v dotnet >/dev/null; then
  echo "Missing: the .NET 10 SDK (global.json names the version). Install it from https://dot.net, then run ./test.sh again." >&2
  exit 2
fi

# Debian packages are asked for only where their command is missing.
missing=
command -v node >/dev/null || missing="$missing nodejs"
command -v npm >/dev/null || missing="$missing npm"
command -v curl >/dev/null || missing="$missing curl"
command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
command -v setpriv >/dev/null || missing="$missing util-linux"
command -v chromium >/dev/null || command -v google-chrome >/dev/null || command -v chromium-browser >/dev/null || missing="$missing chromium"
if [ -n "$missing" ]; then
  if ! command -v apt-get >/dev/null; then
    echo "Missing:$missing. Install them (Node 20 or newer, with npm), then run ./test.sh again." >&2
    exit 2
  fi
  say "installing$missing"
  as_root apt-get update -qq
  # shellcheck disable=SC2086 # one word per package
  as_root apt-get install -y -qq --no-install-recommends $missing
fi

for folder in tests/Keeptrusts.EndToEnd.Tests/node; do
  if [ ! -f "$folder/node_modules/.package-lock.json" ] || [ "$folder/package-lock.json" -nt "$folder/node_modules/.package-lock.json" ]; then
    say "npm ci in $folder"
    (cd "$folder" && npm ci --no-fund --no-audit --loglevel=error)
    touch "$folder/node_modules/.package-lock.json"
  fi
done

say "building"
dotnet build Keeptrusts.sln -c Release -v quiet -nologo

say "testing"
rm -rf artifacts/test-results
# Two assemblies at once: most of their time is waiting, for clocks, processes and browsers.
# Counting calls to compile better later costs a tenth of the processor time of processes that live for seconds.
export DOTNET_TieredPGO=0
dotnet test --solution Keeptrusts.sln -c Release --no-build --max-parallel-test-modules 2 \
  --results-directory "$PWD/artifacts/test-results" --report-xunit-trx "$@"
