#!/bin/sh
# Proves that the tests of Geometry can fail: applies each patch of this folder to a copy of the
# module, runs the tests against brute force, and demands that they go red.
# Ends with 0 only if the unchanged copy passes and every mutant is killed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
tests=GridAgainstBruteForceTests
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

mkdir -p "$copy/Sources" "$copy/Tests"
cp -R "$root/Sources/Geometry" "$copy/Sources/Geometry"
cp -R "$root/Tests/GeometryTests" "$copy/Tests/GeometryTests"
rm -rf "$copy/Tests/GeometryTests/Mutants"
# The part of the package that the tests need, under the same name for package access.
cat >"$copy/Package.swift" <<'END'
// swift-tools-version: 6.2
import PackageDescription

let features: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]
let package = Package(
    name: "garaged",
    platforms: [.macOS(.v15)],
    targets: [
        // Optimised, as in the package itself: the tests measure millions of distances.
        .target(name: "Geometry", swiftSettings: features + [.unsafeFlags(["-O"])]),
        .testTarget(name: "GeometryTests", dependencies: ["Geometry"], swiftSettings: features),
    ],
    swiftLanguageModes: [.v6]
)
END

# A mutant that does not build proves nothing, so building and testing are judged apart.
build() {
    swift build --package-path "$copy" --build-tests >"$copy/build.log" 2>&1 || {
        cat "$copy/build.log" >&2
        echo "error: $1 does not build; renew its patch" >&2
        exit 1
    }
}
passes() {
    swift test --package-path "$copy" --skip-build --filter "$tests" >"$copy/test.log" 2>&1
}

build "the unchanged module"
passes || {
    cat "$copy/test.log" >&2
    echo "error: the tests fail without any mutant" >&2
    exit 1
}

killed=0
for mutant in "$here"/*.patch; do
    name=$(basename "$mutant" .patch)
    patch --quiet --directory "$copy" --strip 1 <"$mutant" || {
        echo "error: $name no longer applies; renew its patch" >&2
        exit 1
    }
    build "$name"
    if passes; then
        echo "error: $name survived: no test noticed it" >&2
        exit 1
    fi
    # A crash would be a kill as well, but for a wrong reason.
    grep -q 'recorded an issue' "$copy/test.log" || {
        tail -n 20 "$copy/test.log" >&2
        echo "error: $name stopped the tests without failing one" >&2
        exit 1
    }
    patch --quiet --reverse --directory "$copy" --strip 1 <"$mutant"
    killed=$((killed + 1))
    echo "killed: $name"
done
echo "$killed mutants killed"
