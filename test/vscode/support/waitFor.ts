/** Polls until there is something, and says what was waited for when there never is. */
export async function waitFor<Value>(
  what: string,
  find: () => Value | undefined | false | Promise<Value | undefined | false>,
  milliseconds = 20_000,
): Promise<Value> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await find();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`There is still no ${what} after ${milliseconds} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
