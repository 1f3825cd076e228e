#!/usr/bin/env bash
# Restores, checks the format, builds and tests. `./build.sh` does all; `./build.sh restore|format|build|test` does one step.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
solution=Intervene.slnx

restore() { dotnet restore "$solution"; }
format() { dotnet format whitespace . --folder --verify-no-changes; } # the build's analyzers and a test check the rest of `dotnet format`
build() { dotnet build "$solution" -c Release --no-restore; }
test() { dotnet test --solution "$solution" -c Release "$@"; }

say() { printf '\n== %s\n' "$1"; }

if ! command -v dotnet >/dev/null; then
    echo "build.sh: 'dotnet' is not on the path. Install the .NET SDK that global.json names: https://dotnet.microsoft.com/download" >&2
    exit 1
fi

case "${1:-all}" in
    all)
        say restore; restore
        say format; format
        say build; build
        say test; test --no-build
        ;;
    restore | format | build) "$1" ;;
    test) shift; test "$@" ;;
    *)
        echo "build.sh: unknown step '$1'; expected one of restore, format, build, test, or nothing for all" >&2
        exit 2
        ;;
esac
