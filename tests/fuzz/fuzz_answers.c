/* fuzz_answers.c - what people answer to "profile new", a line a question: the
 * file that is made of it is a profile. */
#include "fuzz.h"

#include "../../search/knowledge.h"
#include "../../search/municipalities.h"
#include "../../search/profile_write.h"

#include "medel/profile.h"

#include <stdlib.h>
#include <string.h>

static struct knowledge known;
static struct municipalities *places;

static void set_up(void)
{
    struct err e = ERR_INIT;
    if (places == NULL)
        FUZZ_NEED(knowledge_load(&known, true, &e) == ST_OK &&
                  municipalities_load(fuzz_data("lexicon/municipalities.yaml"),
                                      &places, &e) == ST_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    set_up();
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    struct profile *p = NULL;
    struct buf out;
    const struct question_data data = {.names = lexicon_names(known.lexicon),
                                       .places = places,
                                       .aid = known.aid,
                                       .today = FUZZ_TODAY};
    const char *answers[Q_COUNT] = {[Q_NAME] = "Sofia",
                                    [Q_ID] = "sofia",
                                    [Q_FORM] = "association",
                                    [Q_REGIONS] = "SE-BD"};
    for (int q = 0; q < Q_COUNT; q++) {
        const char *text = fuzz_utf8(mem, fuzz_field(mem, &bytes, &len, '\n'));
        const char *taken = NULL;
        err_clear(&e);
        if (*text != '\0' && question_take(mem, &data, (enum question)q, text,
                                           answers, &taken, &e) == ST_OK) {
            FUZZ_MUST(taken != NULL);
            answers[q] = taken;
            (void)question_shown(mem, (enum question)q, taken);
        }
    }
    buf_init(&out, 1u << 20);
    FUZZ_MUST(profile_write(&out, &data, answers) == ST_OK);
    err_clear(&e);
    enum status st = profile_read("new.yaml", out.data, out.len, &p, &e);
    if (st != ST_OK)
        fuzz_broken(e.text, 0, out.data);
    profile_free(p);
    buf_free(&out);
    arena_free(mem);
    return 0;
}
