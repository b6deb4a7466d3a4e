# `make` alone lists what it can do. Every rule installs first what the machine lacks.

.DEFAULT_GOAL := help
.PHONY: help run build test lint format docs bench mutants clean ci

help: ## List these rules
	@sed -nE 's/^([a-z]+):.*## (.*)/\1\t\2/p' Makefile | expand -t 10

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

bench: ## Measure what one search, one price, one request and one reply cost
	@Deploy/setup
	@swift run -q -c release Benchmarks

mutants: ## Break the code on purpose, one line at a time, and see each time a test fail
	@.ci/mutants

clean: ## Remove what was built; the state folder stays
	@rm -rf .build .build-*

ci: ## Do what the CI does: lint, then test
	@.ci/run
