/** Fewer pages are compared before a thread has started. */
export const worthAThread = 1000;
