# medel: the search engine that finds funding for social enterprises.
#
# make            build everything into build/
# make demo       install what is missing, build, and show it at work
# make check      the whole test suite
# make eval       quality on the judged sets
# make help       all targets

PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBEXECDIR ?= $(PREFIX)/libexec/medel
SHAREDIR ?= $(PREFIX)/share/medel
CC ?= cc
CXX ?= c++
B ?= build$(if $(SANITIZE),-asan)
VERSION := 0.1.0

PKGS := libcurl xapian-core tidy sqlite3 libzstd jansson libcyaml uchardet \
        libpcre2-8 expat libutf8proc
TEST_PKGS := libmicrohttpd cmocka

ifneq ($(V),1)
Q := @
say = @printf '  %-7s %s\n' $(1) $(2)
endif

# pkg-config is asked once, and not at all for targets that build nothing
# (deps must work before pkg-config is there).
ifneq ($(filter-out deps demo check eval clean help uninstall,$(or $(MAKECMDGOALS),all)),)
pkg-config-cflags = $(shell pkg-config --cflags $(1))
pkg-config-libs = $(shell pkg-config --libs $(1) 2>/dev/null)
PKG_CFLAGS := $(call pkg-config-cflags,$(PKGS) $(TEST_PKGS))
endif
lib = $(call pkg-config-libs,$(1))

WARN := -Wall -Wextra -Wshadow -Wvla -Wformat=2 -Wundef -Wwrite-strings \
        -Wpointer-arith
WARN_C := $(WARN) -Wstrict-prototypes -Wmissing-prototypes
OPT ?= -O2 -g
HARDEN := -fstack-protector-strong -fPIE -fstack-clash-protection
LDHARDEN := -pie -Wl,-z,relro,-z,now,--as-needed
ifeq ($(SANITIZE),1)
OPT := -O1 -g -fno-omit-frame-pointer
SAN := -fsanitize=address,undefined -fno-sanitize-recover=undefined
else
HARDEN += -D_FORTIFY_SOURCE=2
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
LIBDIRS := common store shim crawler worker read indexer search
src = $(filter-out $(1)/main.c,$(wildcard $(1)/*.c $(1)/*.cc))
objs = $(patsubst %,$(B)/obj/%.o,$(basename $(1)))

define library
$(B)/lib/$(1).a: $(call objs,$(call src,$(1)))
endef
$(foreach d,$(LIBDIRS),$(eval $(call library,$(d))))

PROGRAMS := medel medel-crawl medel-worker medel-index medel-search
all: $(addprefix $(B)/,$(PROGRAMS))

libs = $(addprefix $(B)/lib/,$(addsuffix .a,$(1)))
COMMON_LIBS = jansson libcyaml libutf8proc

$(B)/medel: $(B)/obj/front/main.o $(call objs,$(filter-out front/main.c,$(wildcard front/*.c))) $(call libs,common)
$(B)/medel: LIBS = $(call lib,$(COMMON_LIBS))
$(B)/medel-crawl: $(B)/obj/crawler/main.o $(call libs,crawler store common)
$(B)/medel-crawl: LIBS = $(call lib,libcurl sqlite3 libzstd expat $(COMMON_LIBS)) -lz
$(B)/medel-worker: $(B)/obj/worker/main.o $(call libs,worker read common)
$(B)/medel-worker: LIBS = $(call lib,tidy uchardet libpcre2-8 $(COMMON_LIBS))
$(B)/medel-index: $(B)/obj/indexer/main.o $(call libs,indexer shim store common)
$(B)/medel-index: LIBS = $(call lib,xapian-core sqlite3 libzstd libcurl $(COMMON_LIBS))
$(B)/medel-search: $(B)/obj/search/main.o $(call libs,search shim common)
$(B)/medel-search: LIBS = $(call lib,xapian-core sqlite3 $(COMMON_LIBS))
$(B)/medel-index $(B)/medel-search: LINK = $(CXX)

LINK = $(CC)
$(addprefix $(B)/,$(PROGRAMS)):
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(LINK) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS) -lm

$(B)/lib/%.a:
	$(call say,AR,$@)
	$(Q)mkdir -p $(@D)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^

$(B)/obj/%.o: %.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(B)/obj/%.o: %.cc
	$(call say,CXX,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CXX) $(ALL_CXXFLAGS) -c -o $@ $<

# --- tests -------------------------------------------------------------------

UNIT := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
UNIT_LIBS = $(call lib,$(PKGS) $(TEST_PKGS)) -lz
tests: all $(UNIT) $(B)/tests/siteserver

$(UNIT): $(B)/tests/%: $(B)/obj/tests/unit/%.o $(call libs,$(LIBDIRS))
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(UNIT_LIBS) -lm

$(B)/tests/siteserver: $(call objs,$(wildcard tests/siteserver/*.c))
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(call lib,libmicrohttpd) -lz

unit: $(UNIT)
	$(Q)tests/run-unit $(B) $(UNIT)

clean:
	rm -rf build build-asan

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)

.SECONDARY:
.DELETE_ON_ERROR:
.PHONY: all tests unit clean
