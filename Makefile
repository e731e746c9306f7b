# What a newcomer needs. `make deps` once, then `make run`.
SHELL := /bin/bash
PORT ?= 8080
DEMO ?= data/demo
PROGRAM := .build/debug/motcua

.PHONY: help deps build run test unit e2e bench bench-deps pentest fuzz sbom lint format

help:
	@echo 'make deps    install what is missing of the system packages, and the browser tests'"'"' Python'
	@echo 'make run     the demo commune on http://localhost:$(PORT)'
	@echo 'make test    all tests: unit, both databases, browser'
	@echo 'make unit    the tests without a browser      FILTER=DossiersTests for one target'
	@echo 'make e2e     the browser tests                ONLY=test_home.py for one file'
	@echo 'make bench   the measurements of Benchmarks/  ONLY="03 05" for some; make bench-deps installs what they use'
	@echo 'make pentest lets Wapiti loose on a demo server as nobody, a citizen and an officer; fails on what is medium or worse'
	@echo 'make fuzz    sends every form and route what nobody should send              REQUESTS=100000 SEED=1'
	@echo 'make sbom    what it is made of (CycloneDX 1.6) in out/sbom, and the licences in words'
	@echo 'make lint    what the repository asks of itself; make format mends the layout of Swift code'

deps:
	scripts/deps

build:
	swift build

# The demo is made beside its place and moved there when it is whole, so a broken start leaves no half of one.
$(DEMO): | build
	@mkdir -p $(dir $(DEMO))
	@rm -rf $(DEMO).making
	$(PROGRAM) demo --data $(DEMO).making
	@mv $(DEMO).making $(DEMO)

run: deps build $(DEMO)
	@$(PROGRAM) demo --data $(DEMO)
	$(PROGRAM) serve --data $(DEMO) --port $(PORT)

test: deps
	scripts/test

unit:
	swift test $(if $(FILTER),--filter $(FILTER))

e2e: deps build
	scripts/e2e $(ONLY)

bench:
	scripts/bench $(ONLY)

bench-deps:
	scripts/bench --deps

pentest: build
	scripts/pentest

fuzz: deps build
	.venv/bin/python Robustness/fuzz_forms.py $(if $(REQUESTS),--requests $(REQUESTS)) $(if $(SEED),--seed $(SEED))

sbom:
	@scripts/sbom --output out/sbom/motcua.cdx.json --licences

lint:
	scripts/lint

format:
	swift format --in-place --recursive --parallel App Features Platform Tests motcua
