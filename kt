#!/usr/bin/env bash
# Runs the CLI from a clone: the built one when nothing changed since, else builds first.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
configuration="${KT_CONFIGURATION:-Debug}"
dll="$root/src/Keeptrusts.Host/bin/$configuration/net10.0/kt.dll"

is_current() {
  [[ -f "$dll" ]] && [[ -z "$(find "$root/src" "$root"/Directory.*.props -type f -newer "$dll" \
    -not -path '*/obj/*' -not -path '*/bin/*' -not -path '*/Keeptrusts.Analyzers/*' -print -quit)" ]]
}

if ! is_current; then
  if ! log="$(dotnet build "$root/src/Keeptrusts.Host" --configuration "$configuration" --nologo --verbosity quiet 2>&1)"; then
    printf '%s\n' "$log" "kt: the build failed (see above)" >&2
    exit 2
  fi
  # An incremental build may leave the dll as it is; the next run need not look again.
  touch "$dll"
fi
exec dotnet "$dll" "$@"
