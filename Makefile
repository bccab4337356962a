# seatworth - GNU make. `make help` lists the targets.
#   make MODE=asan check     sanitizers        make CC=clang check
#   make V=1                 show commands     make PREFIX=/opt install

MODE    ?= release
PREFIX  ?= /usr/local
DESTDIR ?=
VERSION := 0.1.0
SONAME  := libseatworth.so.0
B       := build/$(MODE)

PKGS := gio-2.0 glib-2.0 gsl xlsxwriter libcjson
PKG_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS) 2>/dev/null))
PKG_LIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcsv -lm

MODE_release  := -O2 -g
MODE_debug    := -O0 -g3
MODE_asan     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
MODE_coverage := -O0 -g --coverage
FLAGS         := $(or $(MODE_$(MODE)),$(error unknown MODE '$(MODE)': release, debug, asan or coverage))

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
        -Wmissing-prototypes -Wvla -Wfloat-equal -Werror
CPPFLAGS += -Iinclude -Isrc -D_XOPEN_SOURCE=700 -DSW_VERSION='"$(VERSION)"'
CFLAGS   ?= $(FLAGS)
# -ffp-contract=off: no fused multiply-add, so one input gives one report everywhere.
ALL_CFLAGS := -std=c17 $(WARN) -ffp-contract=off -fPIC -fvisibility=hidden \
              -fopenmp $(CFLAGS) $(PKG_CFLAGS)
DEPFLAGS = -MMD -MP

Q := $(if $(V),,@)
LIB_SRC  := $(filter-out src/cli/%,$(wildcard src/*/*.c))
CLI_SRC  := $(wildcard src/cli/*.c)
LIB_OBJ  := $(LIB_SRC:%.c=$B/%.o) $B/templates.o
CLI_OBJ  := $(CLI_SRC:%.c=$B/%.o)
TEST_SRC := $(wildcard tests/unit/test_*.c)
TESTS    := $(TEST_SRC:tests/unit/%.c=$B/tests/%)
SCRIPTS  := $(wildcard tests/lint/*.t)
SLOW     := $(wildcard tests/cli/*.t) $(wildcard tests/golden/*.t)
TEMPLATES := $(shell find templates -type f 2>/dev/null | LC_ALL=C sort)

PROGRAM := $(if $(filter release,$(MODE)),build/seatworth,$B/seatworth)

.PHONY: all check demo test bench validity lint format install uninstall clean help
.DELETE_ON_ERROR:
.SECONDARY:

all: $(PROGRAM) ## build/seatworth and the library

$(PROGRAM): $(CLI_OBJ) $B/libseatworth.a
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) $^ $(PKG_LIBS) -o $@

$B/libseatworth.a: $(LIB_OBJ)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$B/$(SONAME): $(LIB_OBJ)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(SONAME) $^ $(PKG_LIBS) -o $@

$B/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(if $(V),,@echo '  CC  $<')
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(DEPFLAGS) -c $< -o $@

# templates/ compiled into the library (GResource), so the program is one file.
$B/templates.xml: $(TEMPLATES) src/packaging/resource_list.sh
	@mkdir -p $(@D)
	$(Q)sh src/packaging/resource_list.sh templates > $@

$B/templates.c: $B/templates.xml
	$(Q)glib-compile-resources --generate-source --c-name sw_templates \
	    --internal --sourcedir=templates --target=$@ $<

$B/templates.o: $B/templates.c
	$(Q)$(CC) -std=gnu17 -fPIC -O1 $(PKG_CFLAGS) -c $< -o $@

# One binary per test file: cmocka's plan is only valid for one group each.
$B/tests/unit/%.o: CPPFLAGS += -Itests/support
$B/tests/%: $B/tests/unit/%.o $B/libseatworth.a
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) $^ $(PKG_LIBS) -lcmocka -o $@

check: all $(TESTS) ## unit tests and lint, under 10 s, installs nothing
	$(Q)SEATWORTH=$(PROGRAM) CMOCKA_MESSAGE_OUTPUT=TAP prove -e 'timeout 120' $(TESTS) $(SCRIPTS)

demo: ## install what is missing, build, evaluate the 500-seat example
	@sh src/packaging/install_packages.sh build
	@$(MAKE) --no-print-directory all
	@sh src/packaging/demo.sh

test: ## install what the tests need, build, run every test
	@sh src/packaging/install_packages.sh test
	@$(MAKE) --no-print-directory run-tests

.PHONY: run-tests
run-tests: all $B/$(SONAME) $(TESTS)
	$(Q)SEATWORTH=$(PROGRAM) SEATWORTH_LIBRARY=$B/$(SONAME) CMOCKA_MESSAGE_OUTPUT=TAP \
	    prove -e 'timeout 900' $(TESTS) $(SCRIPTS) $(SLOW)

bench: all ## speed and memory of the main job
	$(Q)SEATWORTH=$(PROGRAM) sh tests/bench/run.sh

lint: ## static checks
	$(Q)cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,portability --inline-suppr -Iinclude -Isrc src

format: ## apply .clang-format
	$(Q)clang-format -i $$(find src include tests -name '*.[ch]')

install: all $B/$(SONAME) ## into $(DESTDIR)$(PREFIX)
	install -D -m755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/seatworth
	install -D -m755 $B/$(SONAME) $(DESTDIR)$(PREFIX)/lib/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(PREFIX)/lib/libseatworth.so
	install -D -m644 $B/libseatworth.a $(DESTDIR)$(PREFIX)/lib/libseatworth.a
	install -d $(DESTDIR)$(PREFIX)/include/seatworth
	install -m644 -t $(DESTDIR)$(PREFIX)/include/seatworth include/seatworth/*.h
	install -D -m644 src/cli/seatworth.1 $(DESTDIR)$(PREFIX)/share/man/man1/seatworth.1
	install -d $(DESTDIR)$(PREFIX)/lib/pkgconfig
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' src/packaging/seatworth.pc.in > $(DESTDIR)$(PREFIX)/lib/pkgconfig/seatworth.pc

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/seatworth $(DESTDIR)$(PREFIX)/lib/libseatworth.* \
	    $(DESTDIR)$(PREFIX)/share/man/man1/seatworth.1 $(DESTDIR)$(PREFIX)/lib/pkgconfig/seatworth.pc
	rm -rf $(DESTDIR)$(PREFIX)/include/seatworth

clean: ## remove build/
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  \1\t/p' $(MAKEFILE_LIST) | expand -t 14

-include $(shell find $B -name '*.d' 2>/dev/null)
