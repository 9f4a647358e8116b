# Everything a person does with rung begins here: `make run` and `make test`.
# Each installs what the machine lacks, builds, and goes.

SWIFT ?= swift
BUILD := .build
STRICT := --explicit-target-dependency-import-check error
RELEASE := --configuration release
PEERS := .build-peers

.DEFAULT_GOAL := help
.PHONY: help run test build check packages peers bench fuzz clean

help: ## Show what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: packages ## Build the console and start it
	@$(SWIFT) build $(RELEASE) --product rung
	@exec $(BUILD)/release/rung $(ARGS)

test: packages peers check ## Run all checks and tests
	@.ci/test

bench: packages ## Measure the books; YARDSTICK=FOLDER measures a yardstick beside them
	@$(SWIFT) build $(RELEASE) --product rung
	@python3 Benchmarks/run.py $(BUILD)/release/rung

fuzz: packages ## Fuzz what strangers send us, 30 s a target
	@Fuzz/run.sh

build: packages ## Build everything in debug, tests included
	@$(SWIFT) build $(STRICT) --build-tests

check: packages ## Check format, imports, purity and file lengths
	@.ci/check

packages: ## Install the system packages that are missing
	@.ci/packages

peers: packages ## Make the folder with the independent WebSocket peers that tests talk to
	@.ci/peers $(PEERS)

clean: ## Remove everything that was built
	@rm -rf $(BUILD) $(PEERS) .build-bench .build-fuzz
