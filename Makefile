# `make` alone lists what it can do. Every rule installs first what the machine lacks.

.DEFAULT_GOAL := help
.PHONY: help run build test lint format docs bench bench-index bench-service bench-write bench-scale bench-hot \
	bench-programs instructions mutants clean ci

help: ## List these rules
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' Makefile | expand -t 15

run: ## Build, then start the daemon with a fictional network in ./state
	@Deploy/demo

build: ## Build both programs as they are shipped: .build/release/garaged and garagectl
	@Deploy/setup
	@swift build -c release

test: ## Build and run all tests; the last line counts them
	@.ci/test

lint: ## Check formatting and shell scripts; changes nothing
	@.ci/lint

format: ## Format all Swift files in place
	@swift format -i -r -p Sources Tests SQL Package.swift

docs: ## Write anew what comes from declarations: the configuration file, the reference of verbs
	@Deploy/setup
	@UPDATE=1 swift test --filter 'ShippedFileTests|ReferenceTests' >/dev/null || true
	@swift test --filter 'ShippedFileTests|ReferenceTests'
	@git --no-pager diff --stat -- Config Sources

# QUICK=--quick takes a tenth of the time; OUT is the folder of the report.
OUT ?= .build/bench

bench: ## Measure all levels beside what else one could take: 12 minutes, or 2 with QUICK=--quick
bench-index: ## Only finding points: a control in C++, k-d trees, R-tree, S2
bench-service: ## Only MATCH and PING over sockets: Redis, Tile38, PostGIS, an echo
bench-write: ## Only REFER on disk: the same transaction by pgbench
bench-scale: ## Only sizes: a million garages, ten million requests, memory, start
bench-hot: ## Only the hot paths in this process, part by part

# The daemon and its tool, which the bench takes from where it lies itself.
bench bench-service bench-write bench-scale: bench-programs
bench-programs:
	@Deploy/setup
	@swift build -q -c release --product garaged
	@swift build -q -c release --product garagectl

bench bench-index bench-service bench-write bench-scale bench-hot:
	@Deploy/setup
	@swift run -q -c release Benchmarks $(QUICK) --out $(OUT) $(patsubst bench-%,%,$(@:bench=all))

instructions: ## Count the instructions of the hot paths and hold them against their thresholds
	@Deploy/setup
	@.ci/instructions

mutants: ## Break the code on purpose, one line at a time, and see each time a test fail
	@.ci/mutants

clean: ## Remove what was built; the state folder stays
	@rm -rf .build .build-*

ci: ## Do what the CI does: lint, instructions, then test
	@.ci/run
