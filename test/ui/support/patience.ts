/**
 * Milliseconds until a test gives up on something the window should show. It costs time only where it never comes,
 * so it is set for a machine that does several other things at once.
 */
export const patience = 30_000;
