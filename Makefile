# medel: the search engine that finds funding for social enterprises.
#
# make                build everything into build/
# make demo           install what is missing, build, and show it at work
# make check          the whole test suite
# make analyze        deeper looks by clang's and gcc's analysers, minutes
# make valgrind       all unit tests under valgrind, minutes
# make coverage       how much of the code the tests run, minutes
# make deps           only install what is missing (with apt-get)
# make unit           unit tests
# make e2e            end-to-end tests; E2E="NAME ..." for some
# make lint           what a compiler does not say
# make coverage-doc   write COVERAGE.md anew from funders/
# make compile-commands  compile_commands.json for editors, by bear
# make po             take new strings into po/sv.po, to be translated there
# make eval           quality on the judged sets, against the floors
# make eval-details   and everything that the records got wrong
# make eval-again     the same without crawling anew
# make eval-raise     raise the floors to today's figures
# make learn          learn weights anew from the judged sets (data/README.md)
# make bench          crawl, read, index and search beside their peers, into
#                     doc/bench.md; what a crawl of a million takes
# make instructions   does a small job take over 10 % more instructions than on
#                     record? Part of make check
# make instructions-update  take today's counts as the record
# make torture        faults in every system call, kills at random moments,
#                     hostile input, fuzzing; SECONDS=900, 0: all faults;
#                     SEED=1; JOB="index ..." for some jobs
# make fuzz           all parsers of outside bytes, by libFuzzer; SECONDS=600 for
#                     longer, TARGETS="url dates" for some, JOBS=1 at a time
# make fuzz-replay    only the inputs that are kept, once each, without clang
# make eval-articles  how well main texts are found, beside other extractors
# make install        PREFIX, BINDIR, LIBEXECDIR, SHAREDIR, LOCALEDIR, MANDIR,
#                     BASHDIR, ZSHDIR, FISHDIR, UNITDIR, SYSUSERSDIR,
#                     SYSCONFDIR (or sysconfdir), DESTDIR; enables nothing
# make uninstall      with the same settings
# make deb            a Debian package, and its source, in build/deb/
# make check-deb      try it in a fresh Debian (root, debootstrap, minutes)
# make check-bare     README's words in a bare Debian: demo, build, package
# make clean          forget what was built
#
# SANITIZE=1 builds with ASan and UBSan into build-asan/, FUZZ=1 by clang, for
# libFuzzer too, into build-fuzz/; WERROR=1 makes warnings errors, V=1 shows the
# commands; SHARED=1 takes no library into medel.

PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBEXECDIR ?= $(PREFIX)/libexec/medel
SHAREDIR ?= $(PREFIX)/share/medel
LOCALEDIR ?= $(PREFIX)/share/locale
# As GNU has it, but that nobody looks for settings in /usr/etc.
sysconfdir ?= $(if $(filter /usr,$(PREFIX)),/etc,$(PREFIX)/etc)
SYSCONFDIR ?= $(sysconfdir)
UNITDIR ?= $(PREFIX)/lib/systemd/system
SYSUSERSDIR ?= $(PREFIX)/lib/sysusers.d
MANDIR ?= $(PREFIX)/share/man
BASHDIR ?= $(PREFIX)/share/bash-completion/completions
ZSHDIR ?= $(PREFIX)/share/zsh/site-functions
FISHDIR ?= $(PREFIX)/share/fish/vendor_completions.d
ifeq ($(FUZZ),1)
CC := clang
CXX := clang++
else
CC ?= cc
CXX ?= c++
endif
B ?= build$(if $(FUZZ),-fuzz,$(if $(SANITIZE),-asan,$(if $(COVERAGE),-coverage)))
VERSION := 0.1.0
.DEFAULT_GOAL := all

PKGS := libcurl xapian-core tidy sqlite3 libzstd libdeflate jansson libcyaml uchardet \
        expat libutf8proc poppler-glib libedit libbrotlidec libpsl yajl libical \
        xlsxwriter
TEST_PKGS := libmicrohttpd cmocka libbrotlienc

ifneq ($(V),1)
Q := @
say = @printf '  %-7s %s\n' $(1) $(2)
endif

# pkg-config is asked once, and not at all for targets that build nothing
# themselves (deps must work before pkg-config is there).
NO_BUILD := deps demo check eval eval-again eval-details eval-raise \
            eval-articles bench instructions instructions-update torture \
            fuzz fuzz-replay learn lint po coverage-doc clean help uninstall \
            compile-commands deb check-deb check-bare analyze valgrind coverage
ifneq ($(filter-out $(NO_BUILD),$(or $(MAKECMDGOALS),all)),)
ifneq ($(shell pkg-config --exists $(PKGS) 2>/dev/null && echo yes),yes)
$(error something that medel is built with is missing: run "make deps" \
        ("scripts/deps --list" says what))
endif
pkg-config-libs = $(shell pkg-config --libs $(1) 2>/dev/null)
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS)) \
              $(shell pkg-config --cflags $(TEST_PKGS) 2>/dev/null)
endif
lib = $(call pkg-config-libs,$(1))
comma := ,

WARN := -Wall -Wextra -Wshadow -Wvla -Wformat=2 -Wundef -Wwrite-strings \
        -Wpointer-arith
WARN_C = $(WARN) -Wstrict-prototypes -Wmissing-prototypes
OPT ?= -O2 -g
HARDEN := -fstack-protector-strong -fPIE -fstack-clash-protection
LDHARDEN := -pie -Wl,-z,relro,-z,now,--as-needed
ifneq ($(filter 1,$(SANITIZE) $(FUZZ)),)
OPT := $(if $(FUZZ),-O2,-O1) -g -fno-omit-frame-pointer
SAN := $(if $(FUZZ),-fsanitize=fuzzer-no-link) -fsanitize=address,undefined \
       -fno-sanitize-recover=undefined
else ifeq ($(COVERAGE),1)
OPT := -O0 -g -DMEDEL_COVERAGE
SAN := --coverage -fprofile-update=atomic
else
HARDEN += -D_FORTIFY_SOURCE=2
endif
ifeq ($(FUZZ),1)
WARN += -Wno-format-nonliteral # clang says it of functions that gcc knows
endif
ifeq ($(WERROR),1)
WARN += -Werror
endif

DEFS := -D_GNU_SOURCE -DMEDEL_VERSION='"$(VERSION)"'
ALL_CFLAGS = -std=c11 $(DEFS) -Iinclude $(WARN_C) $(OPT) $(HARDEN) $(SAN) \
             $(PKG_CFLAGS) -MMD -MP $(CFLAGS)
ALL_CXXFLAGS = -std=c++17 $(DEFS) -Iinclude $(WARN) $(OPT) $(HARDEN) $(SAN) \
               $(PKG_CFLAGS) -fvisibility=hidden -MMD -MP $(CXXFLAGS)
ALL_LDFLAGS = $(LDHARDEN) $(SAN) $(LDFLAGS)

# --- what is built -----------------------------------------------------------

# One static library a folder; a program is its folder's main.c and what it
# needs. main.c stays out of the libraries so that unit tests can link them.
LIBDIRS := common adapters store shim crawler worker read indexer search
src = $(filter-out $(1)/main.c,$(wildcard $(1)/*.c $(1)/*.cc))
objs = $(patsubst %,$(B)/obj/%.o,$(basename $(1)))

define library
$(B)/lib/$(1).a: $(call objs,$(call src,$(1)))
endef
$(foreach d,$(LIBDIRS),$(eval $(call library,$(d))))

BIN_PROGRAMS := medel medel-crawl medel-index medel-search
PROGRAMS := $(BIN_PROGRAMS) medel-worker
# What some programs load when they need it, beside them or in libexec.
LATE := medel-formats.so medel-urls.so medel-pdf.so
LANGUAGES := $(patsubst po/%.po,%,$(wildcard po/*.po))
CATALOGUES := $(patsubst %,$(B)/locale/%/LC_MESSAGES/medel.mo,$(LANGUAGES))
all: $(addprefix $(B)/,$(PROGRAMS)) $(addprefix $(B)/,$(LATE)) $(CATALOGUES)

libs = $(addprefix $(B)/lib/,$(addsuffix .a,$(1)))
COMMON_LIBS = jansson libcyaml libutf8proc
# Of the two programs that search. Names are looked up in the order of the
# libraries, and most are of the first three.
SEARCH_PARTS = $(B)/obj/search/image/program.o $(call libs,search shim store common)
SEARCH_LIBS = $(call lib,xapian-core) -lstdc++ -lc $(call lib,$(COMMON_LIBS))
# Of medel, which is run the most: small libraries become part of it where they
# are there to be taken in, since to load the four takes longer than to print an
# answer. SHARED=1: they stay apart, as a distribution wants them.
taken_in = $(foreach l,$(1),$(if $(filter /%,$(shell $(CC) -print-file-name=lib$(l).a)),-l:lib$(l).a,-l$(l)))
FRONT_LIBS = $(call lib,xapian-core) -lstdc++ -lc $(if $(SHARED),$(call lib,$(COMMON_LIBS)),$(call taken_in,jansson cyaml yaml utf8proc))
# Of the programs that read.
READ_IMAGE = $(B)/obj/read/image/built_in.o

$(B)/medel: $(B)/obj/front/main.o $(call objs,$(filter-out front/main.c,$(wildcard front/*.c))) $(SEARCH_PARTS)
$(B)/medel: LIBS = $(FRONT_LIBS)
$(B)/medel-crawl: $(B)/obj/crawler/main.o $(call libs,crawler adapters store common)
$(B)/medel-crawl: LIBS = $(call lib,libcurl sqlite3 libzstd libdeflate libbrotlidec libpsl expat yajl $(COMMON_LIBS)) -lz
$(B)/medel-worker: $(B)/obj/worker/main.o $(READ_IMAGE) $(call libs,worker adapters read common)
$(B)/medel-worker: LIBS = $(call lib,tidy uchardet $(COMMON_LIBS))
$(B)/medel-index: $(B)/obj/indexer/main.o $(call libs,indexer shim store common)
$(B)/medel-index: LIBS = $(call lib,xapian-core sqlite3 libzstd libdeflate $(COMMON_LIBS))
$(B)/medel-search: $(B)/obj/search/main.o $(SEARCH_PARTS)
$(B)/medel-search: LIBS = $(SEARCH_LIBS) $(call lib,sqlite3 libzstd libdeflate libedit)
$(B)/medel $(B)/medel-index $(B)/medel-search: LINK = $(CXX)

LINK = $(CC)
$(addprefix $(B)/,$(PROGRAMS)):
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(LINK) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS) -lm

# Nothing but the need of the libraries: see include/medel/late.h.
# One name, since Debian wants something in the symbols for debugging.
$(B)/medel-formats.so: LIBS = $(call lib,xlsxwriter libical)
$(B)/medel-urls.so: LIBS = $(call lib,libcurl)
$(B)/medel-pdf.so: LIBS = $(call lib,poppler-glib)
$(addprefix $(B)/,$(LATE)): $(B)/medel-%.so: Makefile
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)echo 'extern const int medel_$*; const int medel_$* = 1;' | $(CC) $(OPT) -fPIC $(LDFLAGS) -shared -Wl,-z,relro -o $@ -x c - -Wl,--no-as-needed $(LIBS)

# What every search needs of data/, parsed: see search/data_image.h.
IMAGE_DATA := $(wildcard data/*.yaml data/lexicon/months.yaml)
$(B)/data-image: $(B)/obj/search/image/make.o $(call libs,search common)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(call lib,$(COMMON_LIBS)) -lm
$(B)/search.image: $(B)/data-image $(IMAGE_DATA)
	$(call say,IMAGE,$@)
	$(Q)$< data $@
$(B)/obj/search/image/program.o: $(B)/search.image
$(B)/obj/search/image/program.o: private DEFS += -DSEARCH_IMAGE='"$(B)/search.image"'

# The same for the vocabulary that pages are read with: read/vocab_image.h.
$(B)/vocab-image: $(B)/obj/read/image/make.o $(call libs,read common)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(call lib,$(COMMON_LIBS)) -lm
$(B)/read.image: $(B)/vocab-image $(wildcard data/lexicon/*.yaml data/lexicon/*.txt)
	$(call say,IMAGE,$@)
	$(Q)$< data $@
$(READ_IMAGE): $(B)/read.image
$(READ_IMAGE): private DEFS += -DREAD_IMAGE='"$(B)/read.image"'

$(B)/lib/%.a:
	$(call say,AR,$@)
	$(Q)mkdir -p $(@D)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^

$(B)/obj/%.o: %.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

# Each word of a text is compared with thousands: noting every comparison teaches
# the fuzzer nothing there, and takes a third of the time.
$(B)/obj/read/%.o: SAN += $(if $(FUZZ),-fno-sanitize-coverage=trace-cmp)

# The report's style and script become part of it.
$(B)/obj/search/html_assets.o: $(wildcard search/report/*)

$(B)/obj/%.o: %.cc
	$(call say,CXX,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CXX) $(ALL_CXXFLAGS) -c -o $@ $<

$(B)/locale/%/LC_MESSAGES/medel.mo: po/%.po
	$(call say,MSGFMT,$<)
	$(Q)mkdir -p $(@D)
	$(Q)msgfmt --check -o $@ $<

# --- tests -------------------------------------------------------------------

UNIT := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
UNIT_LIBS = $(call lib,$(PKGS) $(TEST_PKGS)) -lz
TESTS_LATE := $(addprefix $(B)/tests/,$(LATE))
FUZZ_LATE := $(addprefix $(B)/fuzz/,$(LATE))
tests: all $(UNIT) $(TESTS_LATE) $(B)/tests/siteserver \
       $(B)/tests/faults.so $(B)/tests/evil/medel-worker $(B)/tests/grow \
       $(B)/tests/read $(B)/tests/jobs

$(UNIT): $(B)/tests/%: $(B)/obj/tests/unit/%.o $(call libs,$(LIBDIRS))
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(UNIT_LIBS) -lm

$(B)/tests/siteserver: $(call objs,$(wildcard tests/siteserver/*.c))
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(call lib,libmicrohttpd) -lz

# Lets system calls and allocations fail, in the programs that are tortured.
# Without the sanitizers, which have their own wrappers, and without fortified
# ones: it is to see the calls as they are.
$(B)/tests/faults.so: $(wildcard tests/torture/*.c)
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE $(WARN) -O2 -g -U_FORTIFY_SOURCE -fPIC -fvisibility=hidden -shared -o $@ $^ -ldl

# The worker with a parser that pages take over: the linker puts it in place of
# the real one (tests/evil/worker.c).
EVIL_WRAPS := clean_html sandbox_enter sandbox_new_page
$(B)/tests/evil/medel-worker: $(B)/obj/tests/evil/worker.o $(B)/obj/worker/main.o $(READ_IMAGE) $(call libs,worker adapters read common)
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(addprefix -Wl$(comma)--wrap=,$(EVIL_WRAPS)) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(call lib,tidy uchardet $(COMMON_LIBS)) -lm

# Print what recognition weighs on pages, and the words round sums, days, shares
# and names of forms, for learning weights.
$(B)/tests/signs $(B)/tests/sums $(B)/tests/days $(B)/tests/rates $(B)/tests/who: $(B)/tests/%: $(B)/obj/tests/quality/%.o \
        $(B)/obj/tests/quality/pages.o $(call libs,worker read common)
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(call lib,tidy uchardet $(COMMON_LIBS)) -lm

# Learns weights from them.
$(B)/tests/fit: $(B)/obj/tests/quality/fit.o
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $< -lm

# Makes the index that speed is measured on.
$(B)/tests/grow: $(B)/obj/tests/bench/grow.o $(call libs,indexer shim store common)
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(call lib,xapian-core sqlite3 libzstd libdeflate libcurl $(COMMON_LIBS)) -lm

# What the fuzzer runs: one program a target. With FUZZ=1 libFuzzer is in it;
# else it runs the inputs that are kept, once each.
FUZZERS := $(patsubst tests/fuzz/fuzz_%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_MAIN = $(if $(FUZZ),,$(B)/obj/tests/fuzz/replay.o)
fuzzers: $(FUZZERS) $(FUZZ_LATE)

$(FUZZERS): $(B)/fuzz/%: $(B)/obj/tests/fuzz/fuzz_%.o $(B)/obj/tests/fuzz/fuzz.o $(FUZZ_MAIN) $(call libs,$(LIBDIRS))
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CXX) $(ALL_LDFLAGS) $(if $(FUZZ),-fsanitize=fuzzer) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(UNIT_LIBS) -lm

# Times reading beside tidy's bare parse; the same for counting instructions.
$(B)/tests/read: $(B)/obj/tests/bench/read.o $(READ_IMAGE) $(call libs,worker read common)
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(call lib,tidy uchardet $(COMMON_LIBS)) -lm

# Small jobs of the crawler, for counting instructions.
$(B)/tests/jobs: $(B)/obj/tests/bench/jobs.o $(call libs,crawler adapters store common) | $(TESTS_LATE)
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(call lib,libcurl sqlite3 libzstd libdeflate libbrotlidec libpsl expat yajl $(COMMON_LIBS)) -lz -lm

# Programs look beside themselves first.
$(TESTS_LATE): $(B)/tests/%: $(B)/%
	$(Q)mkdir -p $(@D)
	$(Q)cp $< $@
$(FUZZ_LATE): $(B)/fuzz/%: $(B)/%
	$(Q)mkdir -p $(@D)
	$(Q)cp $< $@

unit: $(UNIT) $(B)/medel-worker $(TESTS_LATE) $(CATALOGUES)
	$(Q)tests/run-unit $(B) $(UNIT)

# --- targets for people ------------------------------------------------------

# These install what is missing first; only then does a second make ask
# pkg-config. It uses all cores unless this one was told how many.
submake = $(MAKE) --no-print-directory $(if $(V),,-s) SANITIZE=$(SANITIZE) \
          $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 2))
PYTHON := PYTHONDONTWRITEBYTECODE=1 MEDEL_BUILD='$(CURDIR)/$(B)' python3

deps:
	$(Q)scripts/deps

demo: deps
	+$(Q)$(submake) all $(B)/tests/siteserver
	$(Q)$(PYTHON) tests/demo.py

# Everything is built first: as it is shipped, and with the sanitizers.
check: deps
	+$(Q)$(submake) tests WERROR=$(if $(CI),1,$(WERROR))
	+$(Q)$(submake) tests fuzzers SANITIZE=1 WERROR=$(if $(CI),1,$(WERROR))
	$(Q)$(PYTHON) tests/check.py

EVAL := tests/quality/evaluate.py
eval eval-again eval-details eval-raise: deps
	+$(Q)$(submake) all $(B)/tests/siteserver
	$(Q)$(PYTHON) $(EVAL) $(patsubst -%,--%,$(@:eval%=%))
	$(Q)$(PYTHON) tests/quality/short.py $(if $(filter eval-raise,$@),--raise)

# Needs npm and the net; ARTICLES=--details shows every page.
learn: deps
	+$(Q)$(submake) all $(B)/tests/signs $(B)/tests/sums $(B)/tests/days $(B)/tests/rates $(B)/tests/who $(B)/tests/fit
	$(Q)$(PYTHON) tests/quality/learn_pages.py --write
	$(Q)$(PYTHON) tests/quality/learn_themes.py --write
	$(Q)$(PYTHON) tests/quality/learn_sums.py --write
	$(Q)$(PYTHON) tests/quality/learn_days.py --write
	$(Q)$(PYTHON) tests/quality/learn_rates.py --write
	$(Q)$(PYTHON) tests/quality/learn_who.py --write

# SIZES="2000 50000 500000" for more pages, ROUNDS=9 for steadier figures.
bench: deps
	+$(Q)$(submake) all $(B)/tests/siteserver $(B)/tests/read $(B)/tests/grow
	$(Q)$(PYTHON) tests/bench/bench.py --write doc/bench.md $(if $(SIZES),--sizes $(SIZES)) $(if $(ROUNDS),--rounds $(ROUNDS))
	$(Q)$(PYTHON) tests/bench/speed.py $(if $(ROUNDS),--rounds $(ROUNDS))
	$(Q)$(PYTHON) tests/bench/frontier.py

instructions instructions-update: deps
	+$(Q)$(submake) all $(B)/tests/siteserver $(B)/tests/read $(B)/tests/jobs
	$(Q)$(PYTHON) tests/bench/instructions.py $(if $(filter %-update,$@),--update)

# Says so, and fails, where there is no clang and none can be installed.
SECONDS ?= 60
fuzz: deps
	+$(Q)scripts/deps --fuzz && $(submake) fuzzers FUZZ=1
	$(Q)$(PYTHON) tests/fuzz/run.py --seconds $(SECONDS) $(if $(JOBS),--jobs $(JOBS)) $(if $(TARGETS),--targets $(TARGETS))

# The inputs that are kept, once each; needs no clang.
fuzz-replay: deps
	+$(Q)$(submake) fuzzers SANITIZE=1
	$(Q)$(PYTHON) tests/fuzz/run.py --replay --build build-asan $(if $(TARGETS),--targets $(TARGETS))

# The fuzzers are built with clang and sanitizers, into a folder of their own.
torture: deps
	+$(Q)$(submake) tests
	+$(Q)scripts/deps --fuzz && $(submake) fuzzers FUZZ=1
	$(Q)$(PYTHON) tests/torture/run.py $(if $(filter command environment,$(origin SECONDS)),--seconds $(SECONDS)) $(if $(SEED),--seed $(SEED)) $(if $(JOB),--only $(JOB))

eval-articles: deps
	+$(Q)$(submake) all
	$(Q)$(PYTHON) tests/quality/articles.py --public $(ARTICLES)

lint:
	$(Q)$(PYTHON) tests/lint.py

# What takes too long for each change. The analysers know nothing of promises
# between functions: what they say is to be read.
analyze: deps
	$(Q)$(PYTHON) tests/analyze.py

valgrind: deps
	+$(Q)$(submake) tests
	$(Q)$(PYTHON) tests/valgrind.py --all

# Counters are written when a program ends, by a worker too: its sandbox is
# that of a sanitizer's build.
coverage: deps
	+$(Q)$(submake) tests COVERAGE=1
	$(Q)PYTHONDONTWRITEBYTECODE=1 MEDEL_BUILD='$(CURDIR)/build-coverage' python3 tests/coverage.py

# bear watches a whole build, in a folder of its own that is removed again.
compile-commands: deps
	$(Q)command -v bear >/dev/null || { echo 'bear is missing: apt-get install bear' >&2; exit 1; }
	$(Q)rm -rf build/bear
	+$(Q)bear --output compile_commands.json -- $(submake) B=build/bear tests
	$(Q)rm -rf build/bear

coverage-doc:
	$(Q)$(PYTHON) scripts/coverage

# What changed in English is marked fuzzy and keeps its old translation.
po:
	$(Q)mkdir -p $(B)
	$(Q)scripts/pot $(B)/medel.pot
	$(Q)for f in po/*.po; do \
	    msgmerge --quiet --update --backup=none --previous --no-wrap \
	        --add-location=file "$$f" $(B)/medel.pot && \
	    msgattrib --no-obsolete --no-wrap --add-location=file \
	        -o "$$f" "$$f" && \
	    printf '%s: ' "$$f" && \
	    msgfmt --check --statistics -o /dev/null "$$f" || exit 1; \
	done

# man/medel.1 is installed as man1/medel.1, man/sv/medel.1 as sv/man1/medel.1.
MAN_PAGES := $(wildcard man/*.[1-8] man/*/*.[1-8])
man_place = $(patsubst ./%,%,$(dir $(1:man/%=%)))man$(subst .,,$(suffix $(1)))/$(notdir $(1))
COMPLETIONS = '$(DESTDIR)$(BASHDIR)/medel' '$(DESTDIR)$(ZSHDIR)/_medel' \
              '$(DESTDIR)$(FISHDIR)/medel.fish'

e2e: all $(B)/tests/siteserver $(B)/tests/grow $(B)/tests/faults.so \
     $(B)/tests/evil/medel-worker
	$(Q)$(PYTHON) tests/e2e/run.py $(E2E)

# Units, the line for cron and settings name things by where they are in the
# end: filled FILE, put FILE PLACE.
filled = sed -e 's|@BINDIR@|$(BINDIR)|g' -e 's|@SHAREDIR@|$(SHAREDIR)|g' \
             -e 's|@SYSCONFDIR@|$(SYSCONFDIR)|g' systemd/$(1).in
put = $(call filled,$(1)) >'$(DESTDIR)$(2)' && chmod 644 '$(DESTDIR)$(2)'

# Settings are the machine's own: what is there already stays as it is, and
# goes only where it still is what was installed.
SETTINGS := update.conf funders/README
setting = $(SYSCONFDIR)/medel/$(1)
setting_file = $(subst /,-,$(1))

install: all
	install -d '$(DESTDIR)$(BINDIR)' '$(DESTDIR)$(LIBEXECDIR)' \
	    '$(DESTDIR)$(SHAREDIR)/funders'
	install -m 755 $(addprefix $(B)/,$(BIN_PROGRAMS)) '$(DESTDIR)$(BINDIR)'
	install -m 755 $(B)/medel-worker '$(DESTDIR)$(LIBEXECDIR)'
	install -m 644 $(addprefix $(B)/,$(LATE)) '$(DESTDIR)$(LIBEXECDIR)'
	cd data && find . -type f -exec install -D -m 644 {} \
	    '$(DESTDIR)$(SHAREDIR)/data/{}' ';'
	install -m 644 $(wildcard funders/*) '$(DESTDIR)$(SHAREDIR)/funders'
	for l in $(LANGUAGES); do \
	    install -D -m 644 $(B)/locale/$$l/LC_MESSAGES/medel.mo \
	        '$(DESTDIR)$(LOCALEDIR)'/$$l/LC_MESSAGES/medel.mo || exit 1; \
	done
	install -d '$(DESTDIR)$(UNITDIR)' '$(DESTDIR)$(SYSUSERSDIR)'
	$(call put,medel-update.service,$(UNITDIR)/medel-update.service)
	$(call put,medel.cron,$(SHAREDIR)/medel.cron)
	install -d '$(DESTDIR)$(SYSCONFDIR)/medel/funders'
	$(foreach s,$(SETTINGS),if ! [ -e '$(DESTDIR)$(call setting,$(s))' ]; then \
	    $(call put,$(call setting_file,$(s)),$(call setting,$(s))); fi &&) true
	install -m 644 systemd/medel-update.timer '$(DESTDIR)$(UNITDIR)'
	install -m 644 systemd/medel.sysusers \
	    '$(DESTDIR)$(SYSUSERSDIR)/medel.conf'
	$(foreach m,$(MAN_PAGES),install -D -m 644 $(m) \
	    '$(DESTDIR)$(MANDIR)/$(call man_place,$(m))' &&) true
	sed -i -e 's|/usr/local/share/medel|$(SHAREDIR)|' \
	    -e 's|/usr/local/etc/medel|$(SYSCONFDIR)/medel|' \
	    -e 's|/usr/local/lib/systemd/system|$(UNITDIR)|' \
	    $(foreach m,$(MAN_PAGES),'$(DESTDIR)$(MANDIR)/$(call man_place,$(m))')
	install -D -m 644 completion/medel.bash '$(DESTDIR)$(BASHDIR)/medel'
	install -D -m 644 completion/medel.zsh '$(DESTDIR)$(ZSHDIR)/_medel'
	install -D -m 644 completion/medel.fish '$(DESTDIR)$(FISHDIR)/medel.fish'

uninstall:
	rm -f $(foreach p,$(BIN_PROGRAMS),'$(DESTDIR)$(BINDIR)/$(p)') \
	    $(foreach p,medel-worker $(LATE),'$(DESTDIR)$(LIBEXECDIR)/$(p)')
	rm -rf '$(DESTDIR)$(SHAREDIR)/data' '$(DESTDIR)$(SHAREDIR)/funders'
	rm -f $(foreach l,$(LANGUAGES),'$(DESTDIR)$(LOCALEDIR)/$(l)/LC_MESSAGES/medel.mo')
	rm -f '$(DESTDIR)$(UNITDIR)/medel-update.service' \
	    '$(DESTDIR)$(UNITDIR)/medel-update.timer' \
	    '$(DESTDIR)$(SYSUSERSDIR)/medel.conf' \
	    '$(DESTDIR)$(SHAREDIR)/medel.cron'
	rm -f $(foreach m,$(MAN_PAGES),'$(DESTDIR)$(MANDIR)/$(call man_place,$(m))') \
	    $(COMPLETIONS)
	$(foreach s,$(SETTINGS),if $(call filled,$(call setting_file,$(s))) | \
	    cmp -s - '$(DESTDIR)$(call setting,$(s))'; then \
	    rm -f '$(DESTDIR)$(call setting,$(s))'; fi;) true
	rmdir '$(DESTDIR)$(LIBEXECDIR)' '$(DESTDIR)$(SHAREDIR)' \
	    '$(DESTDIR)$(SYSCONFDIR)/medel/funders' \
	    '$(DESTDIR)$(SYSCONFDIR)/medel' 2>/dev/null || true

# Built from a copy: a package build begins with "make clean". A source package
# needs no version control, so this does not ask for it either.
deb:
	$(Q)command -v dh >/dev/null && command -v dpkg-buildpackage >/dev/null || \
	    { echo 'missing: apt-get install debhelper dpkg-dev' >&2; exit 1; }
	$(Q)rm -rf build/deb && mkdir -p build/deb/medel-$(VERSION)
	$(Q)tar -c --exclude-vcs --exclude=./build --exclude='./build-*' \
	    --exclude='./compile_commands*.json' . | \
	    tar -x -C build/deb/medel-$(VERSION)
	$(Q)cd build/deb/medel-$(VERSION) && unset MAKEFLAGS MFLAGS MAKELEVEL && \
	    dpkg-buildpackage -us -uc
	$(Q)rm -rf build/deb/medel-$(VERSION)

check-deb check-bare: deps
	+$(Q)$(submake) $(B)/tests/siteserver
	$(Q)$(PYTHON) tests/$(@:check-%=%).py

help:
	@sed -n 's/^#  *\(make [a-z].*\)/\1/p' Makefile

clean:
	rm -rf build build-asan build-coverage build-fuzz

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)

.SECONDARY:
.DELETE_ON_ERROR:
.PHONY: analyze valgrind coverage all tests unit fuzzers e2e deps demo check eval eval-again eval-details \
        eval-raise eval-articles bench instructions instructions-update fuzz fuzz-replay torture learn lint \
        coverage-doc po install compile-commands uninstall deb check-deb check-bare help clean
