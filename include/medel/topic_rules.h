/*
 * topic_rules.h - which of the EU's topics are worth keeping: data/eu_topics.yaml.
 *
 * The portal lists all that the Union hands out; most of it is for others than
 * a social enterprise in Sweden. By programme, identifier and type of action.
 */
#ifndef MEDEL_TOPIC_RULES_H
#define MEDEL_TOPIC_RULES_H

#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

struct topic_rules;

/* ST_INVALID names file, line and field. Free with topic_rules_free(). */
enum status topic_rules_load(const char *path, struct topic_rules **ret,
                             struct err *e) MEDEL_NODISCARD;
void topic_rules_free(struct topic_rules *r);

/* TYPE is the portal's number of what it is: a grant, a tender. NULL is not
 * said, and is let through. */
bool topic_rules_type(const struct topic_rules *r, const char *type);
/* PROGRAMME is the portal's short name, or NULL: the identifier begins with
 * it. Letter case is nothing. */
bool topic_rules_topic(const struct topic_rules *r, const char *identifier,
                       const char *programme);
/* A type of action, as the portal writes it out. */
bool topic_rules_action(const struct topic_rules *r, const char *action);
/* The label of a state in which it can, or soon can, be applied for. */
bool topic_rules_state(const struct topic_rules *r, const char *label);

#endif
