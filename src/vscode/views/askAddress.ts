/** Asks for an address of the site. */
import { askText } from '../shown/messages.ts';

/** As a path or a whole URL; `undefined` when the user goes back. */
export async function askAddress(title = 'Explain an address'): Promise<string | undefined> {
  const text = await askText({
    title,
    prompt: 'What became of it in this repository, and which pages it could lead to',
    placeHolder: '/docs/setup/ or https://example.org/docs/setup/',
    validateInput: (value) =>
      /^(?:\/|https?:\/\/[^/]+)/i.test(value.trim()) ? undefined : 'Begin with a slash, or with https://.',
  });
  return text?.trim();
}
