# The two commands of the README, `make demo` and `make test`, and what they stand on.
.PHONY: build test browser pictures soak abuse fuzz lint demo bench bench-network timing system

SWIFT ?= swift
# One build for everything: what is demonstrated is what is tested and measured.
FLAGS := -c release -Xswiftc -enable-testing
# Where programs lie.
PROGRAMS = $$($(SWIFT) build $(FLAGS) --show-bin-path)
# A demo or a test run as another user than root needs sudo for the system packages.
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
PACKAGES := libssl-dev libsqlite3-dev libqrencode-dev age sqlite3 openssl python3

# Installs the system packages that are absent; says nothing and needs no network when all are there.
system:
	@dpkg-query -W -f='$${Status}\n' $(PACKAGES) 2>/dev/null | grep -c '^install ok installed' \
	  | grep -qx $(words $(PACKAGES)) \
	  || { $(SUDO) apt-get update -q && $(SUDO) apt-get install -q -y --no-install-recommends $(PACKAGES); }

build: system
	$(SWIFT) build $(FLAGS) --product maille

# One test after another, since many of them wait for other processes.
test: system
	$(SWIFT) build $(FLAGS) --build-tests --explicit-target-dependency-import-check error
	$(SWIFT) test $(FLAGS) --skip-build --no-parallel

# The pages in Chromium: people's days, accessibility, a phone's width; screenshots in .build/screenshots.
browser: build
	@if Tests/Browser/install .build/browser; then \
	  .build/browser/bin/python -B Tests/Browser/pages.py $(PROGRAMS)/maille . .build/screenshots; \
	elif [ -n "$$CI" ]; then exit 1; \
	else echo "skipped: the pages in a browser, for what they need could not be installed"; fi

# The README's pictures, anew.
pictures: build
	Tests/Browser/install .build/browser
	.build/browser/bin/python -B Tests/Browser/pages.py $(PROGRAMS)/maille . .build/screenshots Pictures

# Kills a hub under its clients until 500 acts were answered, and checks it each time.
soak: system
	MAILLE_SOAK=500 $(SWIFT) test $(FLAGS) --filter HubTests.CrashTests

# What a hub's clients feel of 5,000 connections and of floods, and the memory it takes.
CONNECTIONS ?= 5000
SECONDS_EACH ?= 20
abuse: system
	MAILLE_ABUSE=$(CONNECTIONS) MAILLE_ABUSE_SECONDS=$(SECONDS_EACH) \
	  $(SWIFT) test $(FLAGS) --filter HubTests.AbuseTable

lint:
	$(SWIFT) format lint --strict -r -p Sources Tests Benchmarks Fuzz/Parsers Fuzz/Sources Package.swift

# Nadège's story, with separate processes over loopback.
demo: build
	$(PROGRAMS)/maille demo

FUZZ_SECONDS ?= 60
PARSERS := policies jws signatures age notes proofs records tables graphml networks cards requests
FUZZ := $(SWIFT) build --package-path Fuzz --scratch-path .build-fuzz --sanitize=fuzzer

# Each parser of what strangers send, for a minute each; what breaks one stays in Fuzz/Crashes.
fuzz: system
	$(FUZZ)
	@set -e; fuzzer=$$($(FUZZ) --show-bin-path)/FuzzParsers; for parser in $(PARSERS); do \
	  echo "== $$parser"; mkdir -p .build-fuzz/found/$$parser Fuzz/Crashes/$$parser; \
	  SWIFT_BACKTRACE=enable=no MAILLE_FUZZ_PARSER=$$parser $$fuzzer -max_total_time=$(FUZZ_SECONDS) \
	    -timeout=10 -rss_limit_mb=2048 -max_len=16384 -print_final_stats=1 -verbosity=0 \
	    -artifact_prefix=Fuzz/Crashes/$$parser/ .build-fuzz/found/$$parser Fuzz/Corpus/$$parser; done

# Each figure beside its bound, in one run; RECORDS=10000 RELEASES=100000 for the figure of memory in full.
RECORDS ?= 200
RELEASES ?= 10000
bench: system
	$(SWIFT) build $(FLAGS) --product Benchmarks
	$(PROGRAMS)/Benchmarks --records $(RECORDS) --releases $(RELEASES)

# Measures of networks beside networkx and igraph, on the same networks; fails where a value differs or they are faster.
NETWORK_TOOLS := networkx==3.6.1 igraph==1.0.0 numpy==2.4.6 scipy==1.17.1
bench-network: system
	$(SWIFT) build $(FLAGS) --product Benchmarks
	@test -x .build/networks/bin/python || python3 -m venv .build/networks
	@.build/networks/bin/pip install -q $(NETWORK_TOOLS)
	$(PROGRAMS)/Benchmarks network .build/networks/figures
	.build/networks/bin/python Benchmarks/networks.py .build/networks/figures

# Whether refusals can be told apart; TRIES=10000 takes 6 minutes.
TRIES ?= 100
timing: system
	$(SWIFT) build $(FLAGS) --product Benchmarks
	$(PROGRAMS)/Benchmarks timing --tries $(TRIES)
