/*
 * zygote.h - many workers of one that has the vocabulary.
 *
 * Taking the vocabulary costs as much as reading twenty pages, so it is done
 * once, by a process that never sees a page; each worker is a copy of it that
 * locks itself in.
 */
#ifndef MEDEL_WORKER_ZYGOTE_H
#define MEDEL_WORKER_ZYGOTE_H

/*
 * Answers each FRAME_WORKER on the socket IN, which brings the worker's end of
 * a socket, by a copy of this process: a child of this one's parent, with a
 * process group of its own, that dies with that parent. Returns in each copy,
 * with IN and OUT as its own socket, how many there were with it; 0 in the
 * first process once the parent has shut the socket. There must be no other
 * thread.
 */
unsigned zygote_serve(int in, int out);

#endif
