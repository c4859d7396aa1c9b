/*
 * mcp_world.h - what the tools work on, and the tools themselves: each is one
 * of the search's own questions, asked with arguments in JSON that its schema
 * (data/mcp_tools.json) has let through. They read and never write.
 */
#ifndef MEDEL_SEARCH_MCP_WORLD_H
#define MEDEL_SEARCH_MCP_WORLD_H

#include "medel/date.h"
#include "medel/err.h"
#include "medel/profile.h"

#include "filter.h"
#include "gate.h"
#include "knowledge.h"
#include "mcp_answer.h"

#include <jansson.h>

struct mcp_world {
    const char *data, *db; /* as searchdb_with() */
    struct date today;     /* DATE_NONE: that of each question */
    struct knowledge known;
};

/* Answers A question with ARGS. What fails is told to the one who asked. */
typedef enum status mcp_tool_work(const struct mcp_world *w,
                                  const json_t *args, struct mcp_answer *a,
                                  struct err *e);
mcp_tool_work mcp_search, mcp_show, mcp_eligibility, mcp_changes, mcp_calendar;

/* --- what their arguments say -------------------------------------------- */

/* The argument NAME, or NULL or OTHERWISE where it was not given. */
const char *mcp_string_arg(const json_t *args, const char *name);
int mcp_number_arg(const json_t *args, const char *name, int otherwise);
bool mcp_flag_arg(const json_t *args, const char *name);

/*
 * The profile: an object as in a profile's file, or the id of one in the
 * user's own folder. *ret is NULL where none was given; free with
 * profile_free().
 */
enum status mcp_profile_arg(const json_t *args, struct profile **ret,
                            struct err *e) MEDEL_NODISCARD;
/* The filters, strings in MEM. */
enum status mcp_filters_arg(const json_t *args, const struct mcp_world *w,
                            struct arena *mem, struct date today,
                            struct filter *ret, struct err *e) MEDEL_NODISCARD;

#endif
