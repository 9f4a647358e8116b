#!/usr/bin/env bash
# Fuzzes the readers of foreign bytes: Fuzz/run.sh [SECONDS [TARGET...]], by default 30 s for each Fuzz/*Fuzz.swift.
# What crashes a target is left as .build-fuzz/<target>/crash-*, and the script fails.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-30}
targets=("${@:2}")
if [ ${#targets[@]} -eq 0 ]; then
    for file in Fuzz/*Fuzz.swift; do targets+=("$(basename "$file" .swift)"); done
fi

build=.build-fuzz
mkdir -p "$build"
flags=(-O -wmo -parse-as-library -swift-version 6 -strict-memory-safety -sanitize=fuzzer,address -I "$build"
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault
    -enable-upcoming-feature MemberImportVisibility)

# The pure targets as instrumented libraries, in the order of their arrows.
pure() {
    find "$2" -name '*.swift' -print0 | sort -z |
        xargs -0 swiftc "${flags[@]}" -enable-testing -module-name "$1" -emit-module -emit-module-path "$build/$1.swiftmodule" \
            -c -o "$build/$1.o"
}
pure Books Sources/Books
pure Venues Sources/Venues/Core

# A Swift backtrace or a symboliser on a crash can hang a run whose output is piped.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=symbolize=0
for target in "${targets[@]}"; do
    echo "== $target, $seconds s"
    swiftc "${flags[@]}" "Fuzz/$target.swift" "$build/Books.o" "$build/Venues.o" -o "$build/$target.run" \
        2> "$build/$target.link" || { cat "$build/$target.link" >&2; exit 1; }
    mkdir -p "$build/$target/corpus"
    seeds=()
    [ -d "Fuzz/Seeds/$target" ] && seeds=("Fuzz/Seeds/$target")
    log="$build/$target/log"
    if ! "$build/$target.run" -max_total_time="$seconds" -max_len=4096 -timeout=10 -print_final_stats=1 \
        -artifact_prefix="$build/$target/" "$build/$target/corpus" "${seeds[@]}" > "$log" 2>&1; then
        tail -n 30 "$log" >&2
        exit 1
    fi
    grep -E '^(Done|stat::number_of_executed_units)' "$log"
    grep -oE 'cov: [0-9]+' "$log" | tail -n 1
done
