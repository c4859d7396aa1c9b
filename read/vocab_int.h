/*
 * vocab_int.h - the vocabulary as the modules of read/ see it.
 *
 * Every file of data/lexicon/ is a lexicon: entries with a code and the terms
 * that stand for it. A term is one or more words; "word*" matches any ending,
 * "*word" any beginning (Swedish compounds), ".." up to five words of
 * anything. Terms are matched on lower-case words; punctuation between words
 * is passed over.
 */
#ifndef READ_VOCAB_INT_H
#define READ_VOCAB_INT_H

#include "learnt.h"
#include "medel/codes.h"
#include "medel/vocab.h"
#include "weights.h"
#include "wordlist.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct token;

enum lexicon_set {
    LEX_SECTION, /* headings: what the section is about */
    LEX_LABEL,   /* labels of pairs */
    LEX_CUE,     /* words that tell what a date, sum or share is */
    LEX_APPLICANT,
    LEX_REGION,
    LEX_MUNICIPALITY,
    LEX_THEME,
    LEX_PAGE, /* words that tell what kind of page it is */
    LEX_MONTH,
    LEX_NUMBER,   /* number words */
    LEX_ORDINAL,  /* "första" as a day of the month */
    LEX_MONEY,    /* currencies and multipliers */
    LEX_AMOUNT,   /* sums with a name: prisbasbelopp */
    LEX_FRACTION, /* "hälften" in per cent */
    LEX_KIND,     /* grant, loan, ... */
    LEX_WEEKDAY,
    LEX_DAY,      /* days with a name: "Lucia" */
    LEX_DATE,     /* phrases within dates and hours */
    LEX_LANGUAGE, /* function words that tell the language */
    LEX_WORDS,    /* closed classes of words, see wordlist.h */
    LEX_WEIGHT,   /* how much each sign counts; entries without terms */
    LEX_SETS
};

/* What a section of a page is about. */
enum section {
    SECTION_NONE,
    SECTION_WHO,
    SECTION_WHAT,
    SECTION_AMOUNT,
    SECTION_SHARE,
    SECTION_WHEN,
    SECTION_WHERE,
    SECTION_PURPOSE,
    SECTION_PROCESS,
    SECTION_ASSESSMENT,
    SECTION_REPORTING,
    SECTION_NEGATIVE,
    SECTION_STATE_AID,
    SECTION_BACKGROUND,
    SECTION_EXAMPLES,
    SECTION_CONTACT,
    SECTION_DECISIONS,
    SECTION_EVENTS,
    SECTION_RELATED,
    SECTION_CHANGES,
    SECTION_COUNT
};

enum label {
    LABEL_NONE,
    LABEL_DEADLINE,
    LABEL_OPENS,
    LABEL_WINDOW,
    LABEL_TIME,
    LABEL_BUDGET,
    LABEL_AWARD,
    LABEL_FLOOR,
    LABEL_CEILING,
    LABEL_RATE,
    LABEL_OWN_SHARE,
    LABEL_WHO,
    LABEL_WHERE,
    LABEL_REFERENCE,
    LABEL_STATUS,
    LABEL_DECISION,
    LABEL_PROJECT,
    LABEL_UPDATED,
    LABEL_CONTACT,
    LABEL_EVENT,
    LABEL_REPORT,
    LABEL_FUNDER,
    LABEL_LANGUAGE,
    LABEL_OTHER,
    LABEL_COUNT
};

/* What a cue says of the date, sum or share near it. The names in the data
 * file are those of vocab.c's table, in this order. */
enum cue {
    CUE_DEADLINE,
    CUE_LATEST,
    CUE_OPENS,
    CUE_FROM,
    CUE_UNTIL,
    CUE_APPLY,
    CUE_DECISION,
    CUE_PROJECT,
    CUE_REPORT,
    CUE_EVENT,
    CUE_UPDATED,
    CUE_SUPERSEDED,
    CUE_PROLONGED,
    CUE_ADVICE,
    CUE_LAW,
    CUE_PAST_ROUND,
    CUE_LAPSED,
    CUE_NOMINATE,
    CUE_CEILING,
    CUE_FLOOR,
    CUE_PER_PROJECT,
    CUE_AWARD,
    CUE_BUDGET,
    CUE_GRANTED,
    CUE_TURNOVER,
    CUE_HOURLY,
    CUE_STATE_AID,
    CUE_ADVANCE,
    CUE_COST_LIMIT,
    CUE_LUMP_SUM,
    CUE_PARTIAL,
    CUE_FUNDER_SHARE,
    CUE_OWN_SHARE,
    CUE_NO_OWN_SHARE,
    CUE_FULL_COST,
    CUE_COST_SHARE,
    CUE_SHARE_OTHER,
    CUE_ROLLING,
    CUE_NOT_ROLLING,
    CUE_CLOSED,
    CUE_OPEN,
    CUE_FORTHCOMING,
    CUE_RECURRING,
    CUE_ELIGIBLE,
    CUE_INELIGIBLE,
    CUE_NEGATION,
    CUE_EXCEPT,
    CUE_PARTNER,
    CUE_PLACE,
    CUE_SAME_DAY,
    CUE_EXAMPLE,
    CUE_WHOLE_CALL,
    CUE_ANY_FORM,
    CUE_OVER,
    CUE_UNDER,
    CUE_REFUSED,
    CUE_TOTAL,
    CUE_LEFT_OVER,
    CUE_PART_USE,
    CUE_PER_YEAR,
    CUE_OF_GRANT,
    CUE_REST,
    CUE_CEILING_AFTER,
    CUE_FLOOR_AFTER,
    CUE_DUTY,
    CUE_BEAR,
    CUE_USED_FOR,
    CUE_PERIOD, /* what opens and closes: the call, its time, its form */
    CUE_DOING,  /* what is paid for: the project, the works, the journey */
    CUE_BEGIN,  /* verbs said of both; the subject decides */
    CUE_END,
    CUE_RUN,
    CUE_PAST_TENSE, /* the day has been */
    CUE_MAY,
    CUE_TO_APPLY,
    CUE_APPLIED,
    CUE_BY,
    CUE_HANDED,
    CUE_TOWARD,
    CUE_APPLICANT_WORD,
    CUE_COPULA,
    CUE_MEANS,
    CUE_NEITHER,
    CUE_LIKEWISE,
    CUE_WHO_ASK,
    CUE_ADDRESS,    /* you: the page speaks to those who may apply */
    CUE_NEED_NOT,   /* what one need not be or have */
    CUE_YOU_ARE,    /* "är du", before a form */
    CUE_WITH_GRANT, /* "med bidraget": what the money is a means to */
    CUE_ELSEWHERE,  /* "på annat håll": they are sent to others */
    CUE_HISTORY,    /* founders and their lives */
    CUE_COMPANION,  /* those with whom one works: "samarbete med" */
    CUE_HANDING,    /* handing in, which is said of any paper */
    CUE_RECEIVED,   /* what has come in by a day is taken up after it */
    CUE_PLAIN_HEAD, /* a table's head that says that labels stand below */
    CUE_US,         /* the funder: "vi", "fonden" */
    CUE_RAISE,      /* "kan höjas till", "i vissa fall" */
    CUE_FIRM_SIZE,  /* "färre än 50 anställda" */
    CUE_OF_BUDGET,  /* "av budgeten" */
    CUE_EVEN_MATCH, /* "krona för krona" */
    CUE_COST_KIND,  /* "resor", "löner" */
    CUE_COST_MAY,   /* what a kind of cost may be */
    CUE_REIMBURSED, /* what is done to a cost that the funder pays */
    CUE_PREPOSITION,
    CUE_GOT,       /* "fick": what was given, or what was the rule */
    CUE_PER_HEAD,  /* "per ungdom" */
    CUE_TYPICAL,   /* "vanligen" */
    CUE_NO_LIMIT,  /* "inget tak" */
    CUE_AT_ONCE,   /* when a grant is paid: "på en gång" */
    CUE_PRIZE,     /* "prissumma", "vinnaren" */
    CUE_ADDED,     /* "ytterligare" */
    CUE_SO_MUCH,   /* "så mycket har vi", of the sum before */
    CUE_DELEGATED, /* who decides on sums of a size */
    CUE_PREFERRED, /* what is liked and not demanded */
    CUE_FORMERLY,  /* what no longer holds */
    CUE_CHANGED,   /* "höjts", before from and to */
    CUE_RAISED,    /* "kan höjas till", before the most that some get */
    CUE_RECEIVER,  /* what gets a grant: "grupp", "förening" */
    CUE_FOR_EACH,  /* "för varje" */
    CUE_PERSON_NUMBER,
    CUE_SWEDISH_SIDE, /* the Swedish part of an area in several countries */
    CUE_ANYWHERE,
    CUE_ESTABLISHED, /* how long it has been: "varit verksam" */
    CUE_CONSORTIUM,  /* several apply as one */
    CUE_ALL_FIELDS,  /* "inom alla områden": of more than this call */
    CUE_GENERAL,     /* of calls in general: "för vissa bidrag" */
    CUE_FIRST_STEP,  /* what is sent in first: "idéskiss" */
    CUE_LAST_STEP,   /* and then: "fullständig ansökan" */
    CUE_UNDIVIDED,   /* "kan inte delas": the prize goes to one */
    CUE_NOT_FOR_YOU, /* said to those named before it */
    CUE_OWN_SCHEME,  /* "har egna fonder": those are not of this call */
    CUE_NAMELY,      /* "det vill säga": what was said in other words follows */
    CUE_OTHER_CALL,  /* "har en egen utlysning": what is said is of that */
    CUE_OPENS_TODAY,
    CUE_ALL_DAYS,      /* "alla datum avser", before a year */
    CUE_SITE_EVENTS,   /* headings over all that happens at the funder's */
    CUE_TELLS_OF_CALL, /* meetings for those who may apply */
    CUE_OTHER_PLACE,   /* what is elsewhere: models, payers, who decides */
    CUE_NO_FLOOR,      /* "någon undre gräns finns inte" */
    CUE_LAST_DAY,      /* "sista dag", of whatever is then said */
    CUE_COUNT
};

/* Kinds of evidence of a page's kind; names as in vocab.c. */
enum page_cue {
    PAGE_CUE_CALL,
    PAGE_CUE_APPLY,
    PAGE_CUE_NEWS,
    PAGE_CUE_DECISION,
    PAGE_CUE_GUIDE,
    PAGE_CUE_EVENT,
    PAGE_CUE_LISTING,
    PAGE_CUE_PROGRAMME,
    PAGE_CUE_PROJECT,
    PAGE_CUE_PROCUREMENT,
    PAGE_CUE_PART,
    PAGE_CUE_ADMIN,
    PAGE_CUE_REPORT,
    PAGE_CUE_ARCHIVE,
    PAGE_CUE_JOB,
    PAGE_CUE_COUNT
};

/* Phrases within dates and hours; names as in vocab_codes.c. */
enum date_phrase {
    DATE_JOINT,    /* between the ends of a range */
    DATE_LAST_DAY, /* before a month: its last day */
    DATE_YEAR_END,
    DATE_SAME_YEAR,
    DATE_THIS_YEAR,
    DATE_NEXT_YEAR,
    DATE_AM,
    DATE_PM,
    DATE_O_CLOCK,
    DATE_WORKDAY, /* any day from Monday to Friday */
    DATE_PHRASE_COUNT
};

enum pattern {
    PATTERN_EXACT,
    PATTERN_PREFIX,
    PATTERN_SUFFIX,
    PATTERN_CONTAINS,
    PATTERN_GAP
};

struct pattern_word {
    const char *s;
    uint32_t len;
    enum pattern kind;
};

struct lexicon_entry {
    enum lexicon_set set;
    const char *code; /* as in the file */
    int index;        /* the code's number in its set (enum above, or
                         codes.h), a number, or -1 */
    codeset codes;    /* regions: all codes; a municipality: its county */
    double number;    /* months, days (month * 100 + day), numbers, multipliers,
                         amounts, shares */
    char currency[4]; /* of money words */
    double weight;    /* 1 unless said */
    bool weak;        /* counts only beside other evidence */
};

struct phrase {
    const struct lexicon_entry *entry;
    const struct pattern_word *words;
    uint32_t n;
    uint32_t order; /* among all terms, as they stand in the files */
};

struct known_word;

/* What the vocabulary knows of a word in lower case, LEN bytes and a NUL: see
 * known_words.h. It lives until the next vocab_begin_page(). */
const struct known_word *vocab_word(const struct vocab *v, const char *norm,
                                    size_t len);
/* To be called before a page is read; no words of the last one are used then.
 */
void vocab_begin_page(const struct vocab *v);

/*
 * All phrases of several words that start at token I, a word, in no order:
 * calls FN with each and the number of tokens it takes. All words' KNOWN is
 * set, and SIGNS has theirs.
 */
typedef void vocab_found_fn(void *arg, const struct phrase *p, size_t n_tokens);
void vocab_match(const struct token *t, size_t n, size_t i, uint64_t signs,
                 vocab_found_fn *fn, void *arg);

/* True where S (lower case, LEN bytes, without its point) is an abbreviation
 * after which a sentence goes on. */
bool vocab_is_abbreviation(const struct vocab *v, const char *s, size_t len);

/* All weights of weights.h, WEIGHT_COUNT of them. Borrowed. */
const struct weight_value *vocab_weights(const struct vocab *v);

/* The learnt weights of the file F. Borrowed. */
const struct learnt *vocab_learnt(const struct vocab *v, enum learnt_file f);

/* A weight's name in the data file: "page.fact.deadline". */
const char *vocab_weight_code(enum weight w);
/* A word list's name in the data file. */
const char *vocab_words_code(enum wordlist l);

const char *section_name(enum section s);
const char *cue_name(enum cue c);

#endif
