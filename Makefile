# Makefile - the only build file. `make help` lists the targets.
# V=release (default), asan or fuzz: each builds into its own folder below build/.
V ?= release
OUT := build/$(V)
CC := gcc
WERROR ?= -Werror
WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wundef \
        -Wwrite-strings -Wpointer-arith -Wformat=2 -Wcast-qual $(WERROR)
LIBS := libmicrohttpd sqlite3 libxml-2.0 libzip gnutls libcurl librhonabwy libmosquitto libmodbus librnp
CPPFLAGS = -D_GNU_SOURCE -Isrc $(shell pkg-config --cflags $(LIBS))
LDLIBS = $(shell pkg-config --libs $(LIBS)) -lpthread -lm
CFLAGS_release := -O2 -g -fPIE -fstack-clash-protection -fstack-protector-strong -D_FORTIFY_SOURCE=2
LDFLAGS_release := -pie -Wl,-z,relro,-z,now
CFLAGS_asan := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
LDFLAGS_asan := -fsanitize=address,undefined
CFLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
LDFLAGS_fuzz := -fsanitize=address,undefined
CFLAGS = -std=gnu17 $(WARN) $(CFLAGS_$(V))
ifeq ($(V),fuzz)
CC := clang-14
WARN := -Wall -Wextra
endif

SRC := $(filter-out %_test.c,$(wildcard src/*/*.c src/plan/*/*.c src/plan/*/*/*.c src/web/*/*.c))
MAIN := src/cmd/main.c
EXAMPLE := $(shell find examples/factory -type f 2>/dev/null)
LIB_OBJ := $(patsubst src/%.c,$(OUT)/obj/%.o,$(filter-out $(MAIN),$(SRC))) $(OUT)/obj/example.o \
           $(OUT)/obj/openapi_files.o $(OUT)/obj/ui_files.o $(OUT)/obj/template_files.o \
           $(OUT)/obj/form_id.o
TEST_SRC := $(wildcard src/*/*_test.c src/plan/*/*_test.c src/plan/*/*/*_test.c src/web/*/*_test.c)
TEST_OBJ := $(patsubst src/%.c,$(OUT)/obj/%.o,$(TEST_SRC)) $(OUT)/obj/unit.o
FUZZ := $(patsubst fuzz/%.c,%,$(wildcard fuzz/*.c))
SECONDS ?= 60
JOBS ?= $(shell nproc)
SHARED ?= ../shared

.PHONY: all
all: build/schale ## the program
build/schale: $(OUT)/schale
	@cp -f $< $@
$(OUT)/schale: $(OUT)/obj/cmd/main.o $(OUT)/libschale.a
	@echo "  link $@"
	@$(CC) $(LDFLAGS_$(V)) -o $@ $^ $(LDLIBS)
$(OUT)/unit: $(TEST_OBJ) $(OUT)/libschale.a
	@echo "  link $@"
	@$(CC) $(LDFLAGS_$(V)) -o $@ $^ $(LDLIBS) -lcmocka
$(OUT)/net_echo_server: $(OUT)/obj/net_echo_server.o $(OUT)/libschale.a
	@$(CC) $(LDFLAGS_$(V)) -o $@ $^ $(LDLIBS)
$(OUT)/modbus_server: $(OUT)/obj/modbus_server.o
	@$(CC) $(LDFLAGS_$(V)) -o $@ $^ $(LDLIBS)
$(OUT)/obj/%_server.o: tests/%_server.c
	@mkdir -p $(@D)
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$(OUT)/libschale.a: $(LIB_OBJ)
	@rm -f $@
	@ar rcs $@ $^
$(OUT)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	@echo "  cc   $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$(OUT)/gen/example.c: tools/embed.sh $(EXAMPLE)
	@mkdir -p $(@D)
	@tools/embed.sh $@ examples/factory cmd/example.h example_files
$(OUT)/gen/openapi_files.c: tools/embed.sh $(wildcard src/web/openapi/*.json)
	@mkdir -p $(@D)
	@tools/embed.sh $@ src/web/openapi web/openapi.h openapi_files
$(OUT)/gen/ui_files.c: tools/embed.sh tools/ui.sh ui/package-lock.json $(wildcard ui/*.html $(foreach d,lib part page style text picture,ui/$d/*))
	@mkdir -p $(@D)
	@tools/ui.sh $(OUT)/ui
	@tools/embed.sh $@ $(OUT)/ui web/ui.h ui_files
$(OUT)/gen/template_files.c: tools/embed.sh $(wildcard templates/*.json)
	@mkdir -p $(@D)
	@tools/embed.sh $@ templates web/plan_template.h template_files
# Changes with the source of what is made from documents: see web/answer.h.
$(OUT)/gen/form_id.c: $(filter-out %_test.c,$(wildcard src/model/*.* src/web/*.*))
	@mkdir -p $(@D)
	@printf '#include "web/answer.h"\nconst char form_id[] = "%.8s";\n' `cat $^ | sha256sum | cut -c1-8` >$@
$(OUT)/gen/unit.c: tools/unit_main.sh $(TEST_SRC)
	@mkdir -p $(@D)
	@tools/unit_main.sh $(TEST_SRC) >$@
$(OUT)/obj/%.o: $(OUT)/gen/%.c
	@mkdir -p $(@D)
	@$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<
$(OUT)/fuzz/%: fuzz/%.c $(OUT)/libschale.a
	@mkdir -p $(@D)
	@$(CC) $(CPPFLAGS) $(CFLAGS) -fsanitize=fuzzer $(LDFLAGS_$(V)) -o $@ $^ $(LDLIBS)
# The runner that is made from the test files declares their one function each.
%_test.o: WARN += -Wno-missing-prototypes
-include $(shell find $(OUT) -name '*.d' 2>/dev/null)

.PHONY: browser deps deps-dev deps-test deps-bench run test unit wire corpora lint format fuzz bench conformance clients clean help
deps: ## install what is missing from Debian's packages
	@tools/deps.sh packages.txt
# Only for lint and fuzz, and only for bench: large, and nginx starts a server on port 80 when it is installed.
deps-dev: deps
	@tools/deps.sh packages-dev.txt
deps-test: deps
	@tools/deps.sh packages-test.txt
deps-bench: deps
	@tools/deps.sh packages-bench.txt
run: deps ## build, and serve the example factory on http://127.0.0.1:8080/
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@build/schale serve --example
test: deps deps-test ## every test that this machine can run; the last line is "N passed, N failed"
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@$(MAKE) --no-print-directory -j$(JOBS) V=asan build/asan/unit build/asan/schale build/asan/net_echo_server build/asan/modbus_server
	@SHARED=$(SHARED) tools/test.sh $(T)
lint: deps-dev ## folder order, sizes, banned calls, headers, formatting
	@tools/lint.sh
format: ## bring every C file into the project's form
	@clang-format-14 -i $(shell git ls-files '*.c' '*.h')
fuzz: deps-dev ## each fuzz target for SECONDS (60); FUZZ=name for one
	@$(MAKE) --no-print-directory -j$(JOBS) V=fuzz $(patsubst %,build/fuzz/fuzz/%,$(FUZZ))
	@tools/fuzz.sh $(SECONDS) $(FUZZ)
bench: deps-bench ## measure against the references, write bench/results
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@bench/run.sh $(B)
conformance: all ## the official tester (from PyPI) against a fresh server, write docs/conformance.md
	@/usr/bin/python3 tools/conformance.py $(SHARED)
clients: all ## published AAS clients (from npm and PyPI) against a fresh server
	@tests/clients/run.sh
browser: all ## the web UI in Debian's Chromium
	@tests/browser/run.sh
clean: ## remove everything that was built
	@rm -rf build
help: ## this list
	@grep -hE '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 10
