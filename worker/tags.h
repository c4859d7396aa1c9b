/* tags.h - what the mender must know of each HTML element. */
#ifndef MEDEL_WORKER_TAGS_H
#define MEDEL_WORKER_TAGS_H

enum tag_class {
    TAG_BLOCK = 1,   /* separates words */
    TAG_NEST = 2,    /* must be closed: kept on the mender's stack */
    TAG_INLINE = 4,  /* formatting; likewise */
    TAG_VOID = 8,    /* has no content */
    TAG_SCOPE = 16,  /* tidy wants nothing but inline content in it */
    TAG_SKIP = 32,   /* its content is no text of the page */
    TAG_CELL = 64,   /* td, th */
    TAG_TABLE = 128, /* table */
    TAG_ROW = 256,   /* ends an open cell: tr, tbody, ... */
    TAG_DROP = 512,  /* the tag is left out, its content stays */
    TAG_ONCE = 1024  /* html, head, body */
};

/* The classes of a lower-case element name; 0 where it is not known. */
unsigned tag_classes(const char *name);
/* The same name in static memory; NULL where it is not known. */
const char *tag_intern(const char *name);

#endif
