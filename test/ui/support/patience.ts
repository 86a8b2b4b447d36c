/**
 * Milliseconds until a test gives up on something the window should show. It costs time only where it never comes,
 * so it is set for a machine that does several other things at once; `UI_PATIENCE` is for one that does very many.
 */
export const patience = Number(process.env.UI_PATIENCE) || 90_000;
