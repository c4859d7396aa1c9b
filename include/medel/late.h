/*
 * late.h - libraries that are loaded when they are first needed.
 *
 * Some bring along dozens of others, for which the dynamic loader takes longer
 * than a program takes for its work, and few runs need them. No program is
 * linked with such a library, but an empty shared object in libexec is, which
 * is loaded in its place.
 */
#ifndef MEDEL_LATE_H
#define MEDEL_LATE_H

/* Loads the shared object NAME, which is beside the program or in libexec. NULL
 * where it cannot be: dlerror() says why. */
void *late_open(const char *name);

/* The function that is called so in what late_open() gave. Ends the program
 * where the library that was built with had it, and the one that was loaded
 * does not. */
void *late_function(void *library, const char *name);

#endif
