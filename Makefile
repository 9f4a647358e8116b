# Everything a person does with rung begins here: `make run` and `make test`.
# Each installs what the machine lacks, builds, and goes.

SWIFT ?= swift
BUILD := .build
STRICT := --explicit-target-dependency-import-check error
RELEASE := --configuration release
PEERS := .build-peers

# Where `make install` puts things; DESTDIR is put before all of it, for packages.
PREFIX ?= /usr/local
DESTDIR ?=
PROGRAM ?= $(BUILD)/release/rung
ROOT = $(DESTDIR)$(PREFIX)
SHARE = $(ROOT)/share
INSTALLED = $(ROOT)/bin/rung $(SHARE)/man/man1/rung.1 $(SHARE)/bash-completion/completions/rung \
	$(SHARE)/zsh/site-functions/_rung $(SHARE)/fish/vendor_completions.d/rung.fish

.DEFAULT_GOAL := help
.PHONY: simulate-feeds simulate mutants test-crash bench-kill bench-hold bench-order help run test build check packages peers bench fuzz soak
.PHONY: clean
.PHONY: install install-files uninstall test-terminal soak-terminal look-terminal bench-terminal

help: ## Show what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: packages ## Build the console and start it
	@$(SWIFT) build $(RELEASE) --product rung
	@exec $(BUILD)/release/rung $(ARGS)

test: packages peers check ## Run all checks and tests
	@.ci/test

bench: packages ## Measure the books; YARDSTICK=FOLDER measures a yardstick beside them
	@$(SWIFT) build $(RELEASE) --product rung
	@python3 Benchmarks/run.py $(BUILD)/release/rung

soak: packages ## Let the exchanges fail at random for half an hour at 20 times speed: SOAK=1800 SPEED=20 SEED=1
	@$(SWIFT) build $(RELEASE) --product rung
	@python3 -B Benchmarks/soak.py $(BUILD)/release/rung $(or $(SOAK),1800) $(or $(SPEED),20) $(or $(SEED),1)

test-crash: packages ## Kill the console at random while it trades, hold the ledgers: CRASHES=25 SEED=1 SPEED=5
	@$(SWIFT) build $(RELEASE) --product rung
	@python3 -B Tests/Crash/crash.py $(BUILD)/release/rung $(or $(CRASHES),25) $(or $(SEED),1) $(or $(SPEED),5)

bench-kill: packages ## Measure the kill switch with fifty orders standing: TIMES=20 FACTOR=250 DELAY=0 (ms each way)
	@$(SWIFT) build $(RELEASE) --product rung
	@python3 -B Tests/Crash/kill.py $(BUILD)/release/rung $(or $(TIMES),20) $(or $(FACTOR),250) $(or $(DELAY),0)

bench-order: packages ## Measure how soon an order leaves after the message that made it: SECONDS=120 SPEED=3
	@$(SWIFT) build $(RELEASE) --product rung
	@python3 -B Benchmarks/order.py $(BUILD)/release/rung $(or $(SECONDS),120) $(or $(SPEED),3)

bench-hold: packages ## Measure how soon a key holds execution while the console trades: TIMES=100
	@$(SWIFT) build $(RELEASE) --product rung
	@python3 -B Tests/Crash/hold.py $(BUILD)/release/rung $(or $(TIMES),100)

simulate-feeds: packages ## Play SEEDS=10000 fault schedules against the feeds in virtual time
	@SEEDS=$(or $(SEEDS),10000) $(SWIFT) test $(RELEASE) -Xswiftc -enable-testing --disable-xctest \
		--filter FaultScheduleTests

simulate: packages ## Play SEEDS=1000 seeds of HOURS=1 against the whole client; replay one: FIRST_SEED=N SEEDS=1
	@SEEDS=$(or $(SEEDS),1000) HOURS=$(or $(HOURS),1) FIRST_SEED=$(or $(FIRST_SEED),1) \
		$(SWIFT) test $(RELEASE) -Xswiftc -enable-testing --disable-xctest --filter WholeClientTests/swarm

mutants: packages ## Break the order path on purpose and see that the simulation notices: ONLY=R01,G6 SWARM=1
	@python3 -B Benchmarks/mutants.py $(if $(ONLY),--only $(ONLY)) $(if $(SWARM),--swarm)

fuzz: packages ## Fuzz what strangers send us, 30 s a target
	@Fuzz/run.sh

install: packages ## Build and install: PREFIX=/usr/local DESTDIR=
	@$(SWIFT) build $(RELEASE) --product rung
	@$(MAKE) --no-print-directory install-files

install-files: # What `make install` does with a program that is built: PROGRAM=FILE
	@install -d $(sort $(dir $(INSTALLED))) $(SHARE)/rung/Themes $(SHARE)/rung/Recordings
	@install -m 755 $(PROGRAM) $(ROOT)/bin/rung
	@install -m 644 Themes/*.yaml $(SHARE)/rung/Themes
	@install -m 644 Recordings/* $(SHARE)/rung/Recordings
	@install -m 644 man/rung.1 $(SHARE)/man/man1/rung.1
	@$(PROGRAM) --generate-completion-script bash >$(SHARE)/bash-completion/completions/rung
	@$(PROGRAM) --generate-completion-script zsh >$(SHARE)/zsh/site-functions/_rung
	@$(PROGRAM) --generate-completion-script fish >$(SHARE)/fish/vendor_completions.d/rung.fish
	@echo "installed in $(ROOT)"

uninstall: ## Remove what `make install` put there, with the same PREFIX and DESTDIR
	@rm -f $(INSTALLED)
	@rm -rf $(SHARE)/rung

test-terminal: packages ## Look at the console through tmux and pyte
	@$(SWIFT) build $(RELEASE) --product rung
	@.ci/packages terminal
	@.ci/peers $(PEERS)-terminal Tests/Terminals/requirements.txt
	@$(PEERS)-terminal/bin/python -B Tests/Terminals/scenes.py $(BUILD)/release/rung

look-terminal: ## Write pages with the console's screens, for a person's look
	@python3 -B Tests/Terminals/pages.py .build/look

soak-terminal: packages ## Press random keys for a minute, then watch memory for an hour: SOAK=3600
	@$(SWIFT) build $(RELEASE) --product rung
	@python3 -B Tests/Terminals/soak.py $(BUILD)/release/rung $(or $(SOAK),3600)

bench-terminal: packages ## Measure bytes, writes and CPU a frame, beside htop and btop where they are installed
	@$(SWIFT) build $(RELEASE) --product rung
	@python3 -B Benchmarks/terminal.py $(BUILD)/release/rung

build: packages ## Build everything in debug, tests included
	@$(SWIFT) build $(STRICT) --build-tests

check: packages ## Check format, imports, purity and file lengths
	@.ci/check

packages: ## Install the system packages that are missing
	@.ci/packages

peers: packages ## Make the folder with the independent WebSocket peers that tests talk to
	@.ci/peers $(PEERS)

clean: ## Remove everything that was built
	@rm -rf $(BUILD) $(PEERS) $(PEERS)-terminal .build-bench .build-fuzz .build-mutants
