/*
 * built_in.h - a file that make wrote, as a part of a program.
 *
 * BUILT_IN(NAME, PATH) defines const unsigned char NAME[], at a multiple of 16,
 * and const uint64_t NAME_bytes, how many they are. PATH, a literal, is one
 * from the top of the tree, where make runs.
 */
#ifndef MEDEL_BUILT_IN_H
#define MEDEL_BUILT_IN_H

#include <stdint.h>

#define BUILT_IN(name, path)                                                   \
    __asm__(".pushsection .rodata\n"                                           \
            ".globl " #name ", " #name "_bytes\n"                              \
            ".hidden " #name ", " #name "_bytes\n"                             \
            ".balign 16\n" #name ":\n"                                         \
            ".incbin \"" path "\"\n" #name "_end:\n"                           \
            ".balign 8\n" #name "_bytes:\n"                                    \
            ".quad " #name "_end - " #name "\n"                                \
            ".popsection\n");                                                  \
    extern const unsigned char name[];                                         \
    extern const uint64_t name##_bytes

#endif
