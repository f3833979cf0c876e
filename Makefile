.DEFAULT_GOAL := help
.PHONY: help demo test build bench format clean-demo

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s%s\n", $$1, $$2 }' Makefile

demo: ## build, load the sample registry, serve it on http://127.0.0.1:8080 (PORT=9000: elsewhere)
	@scripts/demo

test: ## run all tests
	@scripts/test

build: ## build everything for debugging
	@scripts/prepare
	swift build

bench: ## measure (ARGS="find --rows 10000000": some rows, other sizes); see docs/performance.md
	@scripts/prepare
	swift run --package-path Benchmarks -c release NameplateBenchmarks $(ARGS)

format: ## correct the format
	swift format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks Fuzz

clean-demo: ## remove the demo's registry; the next demo loads it anew
	rm -rf .demo
