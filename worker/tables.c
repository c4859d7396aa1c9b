/*
 * tables.c - data tables into pairs and rows; layout tables into nothing at
 * all, that is, their content in reading order.
 *
 * A cell under a column head becomes a pair with the head as its label; a row
 * of a label and a value becomes a pair; other rows stay rows.
 */
#include "emit.h"

#include <string.h>
#include <strings.h>

#define ROWS_MAX 2000
#define COLS_MAX 40
#define SPAN_MAX 100

#define CELL_DATA 700  /* a cell with more prose than this is layout */
#define CELL_SHORT 160 /* mean cell of a data table without other marks */
#define TERM_LABEL 120 /* a longer first cell is no label */

struct grid {
    const struct node **cells; /* rows * COLS_MAX; NULL: empty */
    const struct node **rows;  /* the tr */
    size_t n_rows, n_cols;
    bool marked; /* th, caption or thead */
    bool nested, heavy, bordered;
    size_t bytes, n_cells, n_texts;
};

static const struct node *cell_at(const struct grid *g, size_t row, size_t col)
{
    return g->cells[row * COLS_MAX + col];
}

static bool is_cell(const struct node *n)
{
    return n->tag == TidyTag_TD || n->tag == TidyTag_TH;
}

static bool has_text(const struct node *n)
{
    return n != NULL && n->text_len != 0;
}

/* The page's title, several paragraphs, headings or lists with much text: a
 * page's column. */
static bool is_heavy(const struct node *cell)
{
    return cell->has_h1 || cell->n_headings > 1 || cell->prose > CELL_DATA ||
           (cell->n_blocks > 6 && cell->text_len > CELL_DATA);
}

static void put_cell(struct grid *g, size_t row, size_t *col,
                     const struct node *cell, size_t max_rows)
{
    size_t across = cell->a->colspan > 0 ? (size_t)cell->a->colspan : 1;
    size_t down = cell->a->rowspan > 0 ? (size_t)cell->a->rowspan : 1;
    while (*col < COLS_MAX && cell_at(g, row, *col) != NULL)
        ++*col; /* taken by a cell that reaches down from above */
    across = across > SPAN_MAX ? SPAN_MAX : across;
    down = down > SPAN_MAX ? SPAN_MAX : down;
    for (size_t r = row; r < row + down && r < max_rows; r++)
        for (size_t c = *col; c < *col + across && c < COLS_MAX; c++)
            g->cells[r * COLS_MAX + c] = cell;
    *col += across;
    if (*col > g->n_cols)
        g->n_cols = *col < COLS_MAX ? *col : COLS_MAX;
    g->n_cells++;
    g->n_texts += has_text(cell);
    g->bytes += cell->text_len;
    g->marked = g->marked || cell->tag == TidyTag_TH;
    g->heavy = g->heavy || is_heavy(cell);
}

/* The rows of TABLE itself, not of tables inside it. */
static void find_rows(struct emit *em, const struct node *table, struct grid *g)
{
    size_t cap = 0;
    const struct node *c = dom_next(table, table);
    while (c != NULL) {
        if (c->tag == TidyTag_TR && g->n_rows < ROWS_MAX) {
            g->rows = arena_grow(em->mem, (void *)g->rows, g->n_rows, &cap,
                                 sizeof *g->rows);
            g->rows[g->n_rows++] = c;
        }
        if (c->tag == TidyTag_CAPTION || c->tag == TidyTag_THEAD)
            g->marked = g->marked || c->text_len != 0;
        bool inside = c->tag == TidyTag_THEAD || c->tag == TidyTag_TBODY ||
                      c->tag == TidyTag_TFOOT;
        c = inside ? dom_next(table, c) : dom_skip(table, c);
    }
}

static bool has_table(const struct node *n)
{
    for (const struct node *c = dom_next(n, n); c != NULL; c = dom_next(n, c))
        if (c->tag == TidyTag_TABLE && c->text_len != 0)
            return true;
    return false;
}

static void read_grid(struct emit *em, const struct node *table, struct grid *g)
{
    *g = (struct grid){0};
    find_rows(em, table, g);
    g->cells =
        arena_alloc(em->mem, (g->n_rows + 1) * COLS_MAX * sizeof *g->cells);
    g->bordered = table->a->border > 0;
    g->nested = has_table(table);
    for (size_t r = 0; r < g->n_rows; r++) {
        size_t col = 0;
        for (const struct node *c = g->rows[r]->first; c != NULL; c = c->next)
            if (is_cell(c) && (c->flags & NODE_GONE) == 0 && col < COLS_MAX)
                put_cell(g, r, &col, c, g->n_rows);
    }
}

static bool is_data(const struct node *table, const struct grid *g)
{
    if (dom_role(table, "presentation") || dom_role(table, "none") ||
        g->nested || g->heavy || g->n_texts < 2 || g->n_cols < 2)
        return false;
    if (g->marked || g->bordered)
        return true;
    if (table->link_len * 2 > table->text_len && table->n_links > 3)
        return false;
    return g->bytes / g->n_texts <= CELL_SHORT;
}

/* --- heads and labels ---------------------------------------------------- */

static bool is_bold(struct emit *em, const struct node *cell)
{
    struct run r;
    if (cell->tag == TidyTag_TH)
        return true;
    emit_flatten(em, cell, &r);
    return r.text.len != 0 && run_covers(&r, &r.bold, 0, r.text.len);
}

static bool has_digits(struct emit *em, const struct node *cell)
{
    const char *s = dom_text(em->mem, cell);
    return strpbrk(s, "0123456789") != NULL;
}

/* Is every cell of the row set as a head (th or bold), with two at least? */
static bool is_head_row(struct emit *em, const struct grid *g, size_t row)
{
    size_t n = 0;
    const struct node *last = NULL;
    for (size_t c = 0; c < g->n_cols; c++) {
        const struct node *cell = cell_at(g, row, c);
        if (!has_text(cell) || cell == last)
            continue;
        if (!is_bold(em, cell) || cell->text_len > 120)
            return false;
        last = cell;
        n++;
    }
    return n >= 2;
}

/* A first row without digits above columns that are all numbers and dates. */
static bool contrasts(struct emit *em, const struct grid *g)
{
    if (g->n_rows < 3)
        return false;
    bool column = false;
    for (size_t c = 0; c < g->n_cols; c++) {
        const struct node *head = cell_at(g, 0, c);
        if (!has_text(head) || head->text_len > 60 || has_digits(em, head))
            return false;
        size_t with = 0, rows = 0;
        for (size_t r = 1; r < g->n_rows; r++) {
            const struct node *cell = cell_at(g, r, c);
            rows += has_text(cell);
            with += has_text(cell) && has_digits(em, cell);
        }
        column = column || (rows >= 2 && with == rows);
    }
    /* With two columns the first one is a label rather, unless its cells
     * hold the numbers. */
    return column && (g->n_cols > 2 || has_digits(em, cell_at(g, 1, 0)));
}

/* How many rows of heads the table begins with. */
static size_t head_rows(struct emit *em, const struct grid *g)
{
    size_t n = 0;
    while (n < g->n_rows && n < 3 && is_head_row(em, g, n))
        n++;
    if (n == g->n_rows) /* nothing but bold type: no heads */
        return 0;
    return n != 0 ? n : contrasts(em, g);
}

static const char *head_of(struct emit *em, const struct grid *g, size_t rows,
                           size_t col)
{
    const char *label = "";
    const struct node *last = NULL;
    for (size_t r = 0; r < rows; r++) {
        const struct node *cell = cell_at(g, r, col);
        if (!has_text(cell) || cell == last)
            continue;
        const char *s = dom_text(em->mem, cell);
        label = *label == '\0' ? s : arena_printf(em->mem, "%s %s", label, s);
        last = cell;
    }
    return label;
}

/* Heads of a column that only say that what it holds belongs to the first. */
static const char *const bare_heads[] = {
    "när",   "datum", "tid",  "tidpunkt", "when",    "date",     "time",
    "dates", "når",   "dato", "datoer",   "hvornår", "tidspunkt"};

/* "Vad | När": is the first cell of each row the label of the second, whatever
 * stands above them? */
static bool labels_rows(struct emit *em, const struct grid *g, size_t heads)
{
    if (heads != 1 || g->n_cols != 2)
        return false;
    const char *head = head_of(em, g, heads, 1);
    size_t len = strcspn(head, "?:. ");
    if (head[len + strspn(head + len, "?:. ")] != '\0')
        return false;
    for (size_t i = 0; i < sizeof bare_heads / sizeof *bare_heads; i++)
        if (strlen(bare_heads[i]) == len &&
            strncasecmp(head, bare_heads[i], len) == 0)
            return true;
    return false;
}

/* --- rows
 * ---------------------------------------------------------------------------
 */

static void number(struct emit *em, struct block *b, int row, bool fact)
{
    if (b == NULL)
        return;
    b->table = em->tables;
    b->row = row;
    b->fact = b->fact || fact;
}

/* A row of one cell above rows of several: it heads them. */
static bool emit_single(struct emit *em, const struct grid *g, size_t row,
                        int number_of_row)
{
    const struct node *cell = NULL;
    for (size_t c = 0; c < g->n_cols; c++) {
        const struct node *here = cell_at(g, row, c);
        if (!has_text(here))
            continue;
        if (cell != NULL && here != cell)
            return false;
        cell = here;
    }
    struct run r;
    if (cell == NULL)
        return true;
    emit_flatten(em, cell, &r);
    if (cell->text_len <= 90 && is_bold(em, cell) && row + 1 < g->n_rows) {
        emit_heading(em, &r, 6, cell);
        return true;
    }
    number(em, emit_block(em, BLOCK_ROW, &r, 0, r.text.len, cell),
           number_of_row, false);
    return true;
}

static void emit_row_under_heads(struct emit *em, const struct grid *g,
                                 size_t row, size_t heads, int number_of_row)
{
    const struct node *last = NULL;
    for (size_t c = 0; c < g->n_cols; c++) {
        const struct node *cell = cell_at(g, row, c);
        if (!has_text(cell) || cell == last)
            continue;
        last = cell;
        struct run r;
        emit_flatten(em, cell, &r);
        const char *label = head_of(em, g, heads, c);
        number(em, emit_pair(em, label, strlen(label), &r, 0, r.text.len, cell),
               number_of_row, false);
    }
}

static bool emit_row_as_pair(struct emit *em, const struct grid *g, size_t row,
                             int number_of_row)
{
    const struct node *label = cell_at(g, row, 0), *value = NULL;
    for (size_t c = 1; c < g->n_cols; c++) {
        const struct node *cell = cell_at(g, row, c);
        if (!has_text(cell) || cell == label || cell == value)
            continue;
        if (value != NULL)
            return false;
        value = cell;
    }
    if (!has_text(label) || value == NULL || label->text_len > TERM_LABEL)
        return false;
    struct run l, v;
    emit_flatten(em, label, &l);
    emit_flatten(em, value, &v);
    if (label->tag != TidyTag_TH && !line_is_label(l.text.s, 0, l.text.len) &&
        label->text_len > 60)
        return false;
    number(em, emit_pair(em, l.text.s, l.text.len, &v, 0, v.text.len, value),
           number_of_row, true);
    return true;
}

static void emit_plain_row(struct emit *em, const struct grid *g, size_t row,
                           int number_of_row)
{
    struct run r;
    run_init(&r, em->mem);
    r.flat = true;
    const struct node *last = NULL, *first = NULL;
    for (size_t c = 0; c < g->n_cols; c++) {
        const struct node *cell = cell_at(g, row, c);
        if (!has_text(cell) || cell == last)
            continue;
        if (last != NULL)
            text_put(&r.text, " | ", 3);
        r.apart = false;
        for (const struct node *k = cell->first; k != NULL; k = k->next)
            run_add(&r, k);
        first = first != NULL ? first : cell;
        last = cell;
    }
    if (first != NULL && !run_empty(&r))
        number(em, emit_block(em, BLOCK_ROW, &r, 0, r.text.len, first),
               number_of_row, false);
}

static void emit_data(struct emit *em, const struct grid *g)
{
    size_t heads = head_rows(em, g);
    bool labels = labels_rows(em, g, heads);
    int row = 0;
    if (labels)
        emit_plain_row(em, g, 0, row++);
    for (size_t r = heads; r < g->n_rows; r++, row++) {
        if (emit_single(em, g, r, row))
            continue;
        if (labels && emit_row_as_pair(em, g, r, row))
            continue;
        if (heads != 0)
            emit_row_under_heads(em, g, r, heads, row);
        else if (!emit_row_as_pair(em, g, r, row))
            emit_plain_row(em, g, r, row);
    }
    em->tables++;
}

void emit_table(struct emit *em, const struct node *table)
{
    struct grid g;
    read_grid(em, table, &g);
    if (!is_data(table, &g)) {
        emit_children(em, table, BLOCK_PARAGRAPH);
        return;
    }
    for (const struct node *c = table->first; c != NULL; c = c->next)
        if (c->tag == TidyTag_CAPTION && c->text_len != 0) {
            struct run r;
            emit_flatten(em, c, &r);
            emit_heading(em, &r, em->level >= 6 ? 6 : em->level + 1, c);
        }
    emit_data(em, &g);
}
