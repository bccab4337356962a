# seatworth - GNU make. `make help` lists the targets.
#   make MODE=asan check     sanitizers        make CC=clang check
#   make V=1                 show commands     make PREFIX=/opt install

MODE    ?= release
PREFIX  ?= /usr/local
DESTDIR ?=
VERSION := $(shell sed -n 's/^.define SW_VERSION "\(.*\)"/\1/p' include/seatworth/version.h)
SONAME  := libseatworth.so.0
B       := build/$(MODE)

PKGS := gio-2.0 glib-2.0 gsl xlsxwriter minizip expat zlib
PKG_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS) 2>/dev/null))
PKG_LIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcsv -lm
# A data source is read through unixODBC where its headers are there; it is never linked.
ODBC := $(shell pkg-config --exists odbc 2>/dev/null && echo -DSW_HAVE_ODBC)
export CC

# A stranger's file that finds a defect should end the program, not steer it: checked
# copies, canaries, probed stacks, addresses that vary and tables that cannot be written.
HARDENED      := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection
LINK_release  := -Wl,-z,relro,-z,now,-z,noexecstack

MODE_release  := -O2 -g $(HARDENED)
MODE_debug    := -O0 -g3
MODE_asan     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
MODE_coverage := -O0 -g --coverage
MODE_mutation := -O1 -g -fsanitize=address -fno-omit-frame-pointer
MODE_mutation_plain := -O1 -g
MODE_fuzz     := -O1 -g -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all
FLAGS         := $(or $(MODE_$(MODE)),$(error unknown MODE '$(MODE)': release, debug, asan, coverage, mutation, mutation_plain or fuzz))

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
        -Wmissing-prototypes -Wvla -Wfloat-equal -Wno-missing-field-initializers -Werror
CPPFLAGS += -Iinclude -Isrc $(ODBC) -D_XOPEN_SOURCE=700
CFLAGS   ?= $(FLAGS)
# No folder in the bytes: two folders give one program.
# -ffp-contract=off: no fused multiply-add, so one input gives one report everywhere.
ALL_CFLAGS := -std=c17 $(WARN) -ffp-contract=off -fPIC -fvisibility=hidden \
              -fopenmp "-ffile-prefix-map=$(CURDIR)=." $(CFLAGS) $(PKG_CFLAGS)
DEPFLAGS = -MMD -MP

# Builds take every processor, unless -j says how many; tests at most four, since
# several of them run LibreOffice.
CORES := $(or $(shell nproc 2>/dev/null),1)
MAKE_ALL = --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$(CORES))
PROVE := prove -j$(if $(filter 1 2 3,$(CORES)),$(CORES),4)

Q := $(if $(V),,@)
PLANTED  := $(filter mutation mutation_plain,$(MODE))
LIB_SRC  := $(filter-out src/cli/%,$(wildcard src/*/*.c))
CLI_SRC  := $(wildcard src/cli/*.c)
LIB_OBJ  := $(LIB_SRC:%.c=$B/%.o) $B/templates.o $(if $(PLANTED),$B/tests/mutation/switch.o)
CLI_OBJ  := $(CLI_SRC:%.c=$B/%.o)
TEST_SRC := $(wildcard tests/unit/test_*.c)
TESTS    := $(TEST_SRC:tests/unit/%.c=$B/tests/%)
SCRIPTS  := $(wildcard tests/lint/*.t)
PILOT_VALIDITY_SRC := tests/validity/validity.c tests/validity/simulate.c
FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)
FUZZERS  := $(FUZZ_SRC:tests/fuzz/%.c=$B/fuzz/%)
SLOW     := $(wildcard tests/validity/*.t) $(wildcard tests/golden/*.t) $(wildcard tests/fault/*.t) $(wildcard tests/cli/*.t)
FULL     := $(wildcard tests/full/*.t)
TEMPLATES := $(shell find templates -type f 2>/dev/null | LC_ALL=C sort)

PROGRAM := $(if $(filter release,$(MODE)),build/seatworth,$B/seatworth)

.PHONY: all check demo test test-all fresh bench lint format install uninstall clean help \
        coverage valgrind accuracy differential golden fuzz run-fuzzers validity deb packages test-packages
.DELETE_ON_ERROR:
.SECONDARY:

all: $(PROGRAM) ## build/seatworth and the library

# One clear message in place of a compiler's many when a library is missing.
packages:
	@sh src/packaging/check_packages.sh

test-packages:
	@sh src/packaging/check_packages.sh test

$(LIB_OBJ) $(CLI_OBJ): | packages
$(TEST_SRC:%.c=$B/%.o): | test-packages

$(PROGRAM): $(CLI_OBJ) $B/libseatworth.a
	$(Q)$(CC) $(ALL_CFLAGS) -pie $(LINK_$(MODE)) $(LDFLAGS) $^ $(PKG_LIBS) -o $@

$B/libseatworth.a: $(LIB_OBJ)
	$(Q)rm -f $@ && $(AR) rcsD $@ $^

$B/$(SONAME): $(LIB_OBJ)
	$(Q)$(CC) $(ALL_CFLAGS) $(LINK_$(MODE)) $(LDFLAGS) -shared -Wl,-soname,$(SONAME) $^ $(PKG_LIBS) -o $@

# Draws are long loops over columns: let the compiler take several at a time.
$B/src/simulation/%.o: ALL_CFLAGS += $(if $(filter release,$(MODE)),-O3)

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
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) $^ $(PKG_LIBS) $(PEER) -lcmocka -o $@
$B/tests/test_ingest_json_peer: PEER := -lcjson

check: all $B/$(SONAME) $(TESTS) ## unit tests and lint, under 10 s, installs nothing
	$(Q)SEATWORTH=$(PROGRAM) SEATWORTH_LIBRARY=$B/$(SONAME) CMOCKA_MESSAGE_OUTPUT=TAP \
	    $(PROVE) -e 'timeout 120' $(TESTS) $(SCRIPTS)

demo: ## install what is missing, build, evaluate the 500-seat example
	@sh src/packaging/install_packages.sh build
	@$(MAKE) $(MAKE_ALL) all
	@sh src/packaging/demo.sh

test: ## install what the tests need, build, run every test but those of test-all
	@sh src/packaging/install_packages.sh test
	@$(MAKE) $(MAKE_ALL) run-tests

test-all: ## test, and what needs R, npm or other spreadsheet programs
	@sh src/packaging/install_packages.sh all
	@$(MAKE) $(MAKE_ALL) run-all-tests

fresh: ## demo and test of what is committed in a new Debian, as root
	@sh src/packaging/fresh.sh

# The slowest first: two long ones at the end would run side by side with nothing.
.PHONY: run-tests run-all-tests
run-all-tests: SLOW := $(FULL) $(SLOW)
run-tests run-all-tests: all $B/$(SONAME) $(TESTS) $B/validity/pilots $B/validity/stats $B/validity/regret
	$(Q)SEATWORTH=$(PROGRAM) SEATWORTH_LIBRARY=$B/$(SONAME) CMOCKA_MESSAGE_OUTPUT=TAP \
	    PILOT_VALIDITY=$B/validity/pilots VALIDITY=$B/validity/stats REGRET=$B/validity/regret \
	    $(PROVE) -e 'timeout 900' $(SLOW) $(TESTS) $(SCRIPTS)

coverage: ## lines and branches of src/ that all tests together run, in build/coverage/
	@sh src/packaging/install_packages.sh coverage
	-@$(MAKE) $(MAKE_ALL) MODE=coverage run-tests
	@mkdir -p build/reliability
	$(Q)gcovr --root . --filter src/ --object-directory build/coverage --print-summary \
	    --json-summary build/reliability/coverage.json -o build/coverage/lines.txt

.PHONY: faults
faults: all ## every call that can fail, under 30 minutes; 200 of them are in test
	$(Q)SEATWORTH=$(PROGRAM) FAULTS=all tests/fault/faults.t

# The table that says how much was tried: faults, fuzzing, coverage, attacks.
.PHONY: reliability sbom
reliability: ## tests/RELIABILITY.md from what make faults, fuzz, coverage and test left
	$(Q)/usr/bin/python3 tests/reliability.py > tests/RELIABILITY.md.new && mv tests/RELIABILITY.md.new tests/RELIABILITY.md

# Unit tests run under AddressSanitizer; scripts run a program that is as fast as ever.
# AGAIN=1 tries only those that survived the last time, after a test was written.
MUTANTS ?= 400
MUTATED := $(if $(PLANTED),$(patsubst src/%.c,$B/src/%.o,$(wildcard $(addsuffix /*.c,$(addprefix src/,stats evidence economics decision)))))
SWITCH  := tests/mutation/switch
PLANT   := $(CC) -std=c17 -fopenmp -Werror=vla -Iinclude -Isrc $(ODBC) -D_XOPEN_SOURCE=700 $(PKG_CFLAGS) -include $(SWITCH).h

.PHONY: mutation planted-tests
mutation: ## tests/MUTATION.md: MUTANTS (400) planted faults, and which the tests find
	@sh src/packaging/install_packages.sh test
	$(Q)/usr/bin/python3 tests/mutation/generate.py build/mutation/planted $(MUTANTS) $(PLANT)
	@$(MAKE) $(MAKE_ALL) MODE=mutation planted-tests
	@$(MAKE) $(MAKE_ALL) MODE=mutation_plain all
	$(Q)/usr/bin/python3 tests/mutation/run.py build/mutation build/mutation_plain/seatworth $(if $(AGAIN),--again)
	$(Q)/usr/bin/python3 tests/mutation/report.py build/mutation > build/mutation/report.md
	$(Q)cp build/mutation/report.md tests/MUTATION.md

planted-tests: $(TESTS)

ifneq ($(PLANTED),)
$(MUTATED): $B/src/%.o: build/mutation/planted/src/%.c Makefile
	@mkdir -p $(@D)
	$(if $(V),,@echo '  CC  $<')
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -w -include $(SWITCH).h $(DEPFLAGS) -c $< -o $@
endif

sbom: all ## build/seatworth.spdx.json: the program and its libraries
	$(Q)CC='$(CC)' sh src/packaging/sbom.sh $(VERSION) > build/seatworth.spdx.json

# Unit tests alone.
valgrind: all $(TESTS) ## unit tests under memcheck
	@command -v valgrind >/dev/null || { echo 'valgrind is missing: apt-get install valgrind' >&2; exit 1; }
	$(Q)CMOCKA_MESSAGE_OUTPUT=TAP OMP_NUM_THREADS=1 \
	    prove -e 'timeout 900 valgrind -q --error-exitcode=1 --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite' $(TESTS)

golden: all ## tests/golden/cells: look at the difference before it is committed
	$(Q)SEATWORTH=$(PROGRAM) tests/golden/cells.t --write

accuracy: $(filter $B/tests/test_stats_%,$(TESTS)) | differential ## tests/ACCURACY.md from the statistics' tests
	$(Q)rm -rf build/accuracy && for t in $^; do $$t >/dev/null 2>&1 || exit 1; done
	$(Q)sh tests/accuracy.sh

RANDOM_SETS ?= 200

differential: $(PROGRAM) ## `stat` against R on RANDOM_SETS (200) random data sets a method
	@sh src/packaging/install_packages.sh all
	$(Q)/usr/bin/python3 tests/reference/fuzz.py $(PROGRAM) $(RANDOM_SETS) 1 build/random/failures

# The calibration study: what the intervals and tests promise, by simulation.
VALIDITY_OBJ := $(patsubst %.c,$B/%.o,$(wildcard tests/validity/stats_*.c))
RUNS ?= 10000

$B/validity/stats: $(VALIDITY_OBJ) $B/libseatworth.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) $^ $(PKG_LIBS) -o $@

.PHONY: validity quick-validity
validity: $B/validity/stats $B/validity/pilots $B/validity/regret all differential ## tests/VALIDITY*.md and REGRET.md, RUNS (10000) data sets a cell
	$(Q)SEATWORTH=$(PROGRAM) MONEY_RUNS=$(RUNS) tests/golden/money.t
	$(Q)sh tests/validity/stats_table.sh $< $(RUNS)
	$(Q)VALIDITY_RUNS=$(RUNS) $B/validity/pilots tests/VALIDITY_PILOTS.md
	$(Q)$B/validity/regret tests/REGRET.md

quick-validity: $B/validity/stats ## the same gates with few data sets, TAP
	$(Q)VALIDITY=$< prove -e 'timeout 300' tests/validity/stats_quick.t

FUZZ_SECONDS ?= 60

fuzz: ## every fuzz target for FUZZ_SECONDS (60) each, with clang
	@sh src/packaging/install_packages.sh fuzz
	@$(MAKE) $(MAKE_ALL) MODE=fuzz CC=clang run-fuzzers

$B/fuzz/%: $B/tests/fuzz/%.o $B/libseatworth.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer $(LDFLAGS) $(filter %.o,$^) $(filter %.a,$^) \
	    $(PKG_LIBS) -o $@

$B/fuzz/fuzz_draws: $B/src/cli/draws_file.o
$B/tests/fuzz/%.o: CPPFLAGS += -Itests/fuzz

# A table of what the last make fuzz did.
.PHONY: fuzz-results
fuzz-results: ## tests/fuzz/RESULTS.md from the logs of make fuzz
	$(Q)sh tests/fuzz/results.sh build/fuzz/corpus > tests/fuzz/RESULTS.md

# Seeds are in tests/fuzz/corpus/NAME, what is found goes to build/.
run-fuzzers: $(FUZZERS)
	$(Q)for fuzzer in $(FUZZERS); do \
	    name=$${fuzzer##*/}; log=$B/corpus/$$name.log; \
	    printf '  FUZZ  %s' "$$name"; \
	    mkdir -p $B/corpus/$$name; seeds=tests/fuzz/corpus/$$name; \
	    [ -d $$seeds ] || seeds=; \
	    words=tests/fuzz/$$name.dict; [ -f $$words ] && words=-dict=$$words || words=; \
	    $$fuzzer -max_total_time=$(FUZZ_SECONDS) -timeout=20 -rss_limit_mb=2048 \
	        -verbosity=1 -print_final_stats=1 -artifact_prefix=$B/corpus/ $$words \
	        $B/corpus/$$name $$seeds >$$log 2>&1 || { echo; cat $$log; exit 1; }; \
	    sed -n 's/^stat::number_of_executed_units: *\(.*\)/, \1 inputs/p' $$log; \
	done

# VALIDITY_RUNS simulated pilots a cell.
$B/validity/pilots: $(PILOT_VALIDITY_SRC:%.c=$B/%.o) $B/libseatworth.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) $^ $(PKG_LIBS) -o $@

# Regret of the rule against those that people use, on worlds of known worth.
REGRET_OBJ := $(patsubst %.c,$B/%.o,$(wildcard tests/validity/regret/*.c) tests/validity/simulate.c)
$(REGRET_OBJ): CPPFLAGS += -Itests/validity

$B/validity/regret: $(REGRET_OBJ) $B/libseatworth.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) $^ $(PKG_LIBS) -o $@

BENCHES := $(patsubst tests/bench/%.c,$B/bench/%,$(wildcard tests/bench/*.c))

$B/bench/%: $B/tests/bench/%.o $B/libseatworth.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) $^ $(PKG_LIBS) -ldl -o $@

bench: all $(BENCHES) ## speed and memory of the main job, and beside DuckDB
	$(Q)SEATWORTH=$(PROGRAM) sh tests/bench/run.sh
	$(Q)BENCH_PROGRAMS=$B/bench sh tests/bench/person_sums.sh
	@echo
	$(Q)sh tests/bench/stats.sh $B/bench/bench_stats
	$(Q)sh tests/bench/draws.sh $B/bench/bench_draws

# What GLib's arrays take over looks like a leak: the sanitizers judge those.
CPPCHECK := cppcheck -j$(CORES) --quiet --error-exitcode=1 --std=c11 --enable=warning,portability \
            --inline-suppr --library=gtk,posix --suppress=varFuncNullUB --suppress=memleak \
            --suppress=legacyUninitvar

lint: $B/$(SONAME) ## static checks
	$(Q)$(CPPCHECK) -Iinclude -Isrc src
	$(Q)SEATWORTH_LIBRARY=$< $(PROVE) $(SCRIPTS)

format: ## apply .clang-format
	$(Q)clang-format -i $$(find src include tests -name '*.[ch]')

deb: all $B/$(SONAME) ## a Debian package in build/
	$(Q)sh src/packaging/build_deb.sh $(VERSION)

install: all $B/$(SONAME) ## into $(DESTDIR)$(PREFIX)
	install -D -m755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/seatworth
	install -D -m755 $B/$(SONAME) $(DESTDIR)$(PREFIX)/lib/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(PREFIX)/lib/libseatworth.so
	install -D -m644 $B/libseatworth.a $(DESTDIR)$(PREFIX)/lib/libseatworth.a
	install -d $(DESTDIR)$(PREFIX)/include/seatworth
	install -m644 -t $(DESTDIR)$(PREFIX)/include/seatworth include/seatworth/*.h
	install -D -m644 src/cli/seatworth.1 $(DESTDIR)$(PREFIX)/share/man/man1/seatworth.1
	install -D -m644 templates/pilot.schema.json $(DESTDIR)$(PREFIX)/share/seatworth/pilot.schema.json
	SEATWORTH=$(PROGRAM) sh src/packaging/install_texts.sh $(DESTDIR)$(PREFIX)/share
	install -d $(DESTDIR)$(PREFIX)/lib/pkgconfig
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' src/packaging/seatworth.pc.in > $(DESTDIR)$(PREFIX)/lib/pkgconfig/seatworth.pc

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/seatworth $(DESTDIR)$(PREFIX)/lib/libseatworth.* \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/seatworth \
	    $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_seatworth \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/seatworth.fish \
	    $(DESTDIR)$(PREFIX)/share/seatworth/pilot.schema.json \
	    $(DESTDIR)$(PREFIX)/share/man/man1/seatworth.1 $(DESTDIR)$(PREFIX)/share/man/man1/seatworth-*.1 $(DESTDIR)$(PREFIX)/lib/pkgconfig/seatworth.pc
	rm -rf $(DESTDIR)$(PREFIX)/include/seatworth

clean: ## remove build/
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' $(MAKEFILE_LIST) | expand -t 18

-include $(shell find $B -name '*.d' 2>/dev/null)
