# Makefile - the only build file. `make help` lists what it can do.
# V=release (default), asan, fuzz: each builds into its own folder.
V ?= release
OUT := build/$(V)
CC := gcc
WERROR ?= -Werror
WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wundef \
        -Wwrite-strings -Wpointer-arith -Wformat=2 -Wcast-qual $(WERROR)
LIBS := libmicrohttpd sqlite3 libxml-2.0 libzip gnutls
CPPFLAGS = -D_GNU_SOURCE -Isrc -I$(OUT)/gen $(shell pkg-config --cflags $(LIBS))
LDLIBS = $(shell pkg-config --libs $(LIBS)) -lpthread -lm
CFLAGS_release := -O2 -g -fPIE -fstack-clash-protection -fstack-protector-strong -D_FORTIFY_SOURCE=2
LDFLAGS_release := -pie -Wl,-z,relro,-z,now
CFLAGS_asan := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
LDFLAGS_asan := -fsanitize=address,undefined
CFLAGS = -std=gnu17 $(WARN) $(CFLAGS_$(V))
LDFLAGS = $(LDFLAGS_$(V))

SRC := $(filter-out %_test.c,$(wildcard src/*/*.c src/plan/*/*.c))
MAIN := src/cmd/main.c
LIB_OBJ := $(patsubst src/%.c,$(OUT)/obj/%.o,$(filter-out $(MAIN),$(SRC)))
TEST_OBJ := $(patsubst src/%.c,$(OUT)/obj/%.o,$(wildcard src/*/*_test.c src/plan/*/*_test.c))

.PHONY: all
all: build/schale
build/schale: $(OUT)/schale
	@cp -f $< $@
$(OUT)/schale: $(LIB_OBJ) $(patsubst src/%.c,$(OUT)/obj/%.o,$(MAIN))
	@echo "  link $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(OUT)/unit: $(LIB_OBJ) $(TEST_OBJ)
	@echo "  link $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka
$(OUT)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	@echo "  cc   $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
