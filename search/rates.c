/* rates.c - data/rates.yaml and what follows from it; see rates.h. */
#include "rates.h"

#include "datafile.h"

#include "medel/i18n.h"

#include <stdlib.h>
#include <string.h>

struct rates {
    double eur, nok, dkk, isk, gbp, usd; /* kronor for one */
};

#define RATE(key, member)                                                      \
    CYAML_FIELD_FLOAT(key, CYAML_FLAG_DEFAULT, struct rates, member)

static const cyaml_schema_field_t rate_fields[] = {
    RATE("EUR", eur), RATE("NOK", nok), RATE("DKK", dkk), RATE("ISK", isk),
    RATE("GBP", gbp), RATE("USD", usd), CYAML_FIELD_END,
};

struct rates_file {
    struct rates sek;
};

static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_MAPPING("sek", CYAML_FLAG_DEFAULT, struct rates_file, sek,
                        rate_fields),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct rates_file, file_fields)};

static const cyaml_schema_field_t *find_rate(const char *currency)
{
    for (const cyaml_schema_field_t *f = rate_fields; f->key != NULL; f++)
        if (strcmp(f->key, currency) == 0)
            return f;
    return NULL;
}

static double rate_at(const struct rates *r, const cyaml_schema_field_t *f)
{
    return *(const double *)(const void *)((const char *)r + f->data_offset);
}

static enum status check(const char *path, void *value, struct err *e)
{
    const struct rates_file *file = value;
    for (const cyaml_schema_field_t *f = rate_fields; f->key != NULL; f++) {
        double rate = rate_at(&file->sek, f);
        if (!(rate > 0 && rate < 1e6))
            return datafile_invalid(path, "sek", f->key,
                                    N_("must be a number above 0"), e);
    }
    return ST_OK;
}

enum status rates_load(const char *path, struct rates **ret, struct err *e)
{
    struct rates_file *file = NULL;
    enum status st =
        datafile_load(path, &file_schema, check, (void **)&file, e);
    if (st != ST_OK)
        return st;
    struct rates *r = malloc(sizeof *r);
    if (r != NULL)
        *r = file->sek;
    datafile_free(&file_schema, file);
    if (r == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    *ret = r;
    return ST_OK;
}

void rates_free(struct rates *r)
{
    free(r);
}

static bool kronor_for_one(const struct rates *r, const char *currency,
                           double *ret)
{
    if (strcmp(currency, "SEK") == 0) {
        *ret = 1;
        return true;
    }
    const cyaml_schema_field_t *f = r != NULL ? find_rate(currency) : NULL;
    if (f == NULL)
        return false;
    *ret = rate_at(r, f);
    return true;
}

bool rates_convert(const struct rates *r, double amount, const char *from,
                   const char *to, double *ret)
{
    double a, b;
    if (from[0] == '\0')
        from = "SEK";
    if (to[0] == '\0')
        to = "SEK";
    if (strcmp(from, to) == 0) {
        *ret = amount;
        return true;
    }
    if (!kronor_for_one(r, from, &a) || !kronor_for_one(r, to, &b))
        return false;
    *ret = amount * a / b;
    return true;
}
