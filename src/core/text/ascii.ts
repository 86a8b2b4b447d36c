/** Text in ASCII, as the Unidecode tables have it, which several generators make slugs with. */
import { transliterate } from 'transliteration';

/** `Ünï` is `Uni`, `日本` is `Ri Ben`. Letters no table knows are dropped. */
export function toAscii(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  const corrected = text.replace(/\p{Script=Greek}|\p{Script=Cyrillic}|€/gu, (letter) => {
    const capital = letter.toLowerCase() !== letter;
    const ascii = unidecoded[letter.toLowerCase()];
    if (ascii === undefined) return letter;
    return capital ? ascii.charAt(0).toUpperCase() + ascii.slice(1) : ascii;
  });
  // Every Chinese character brings a blank after it there, also in front of a comma.
  return transliterate(corrected.replace(/\p{Script=Han}(?=[^\p{L}\p{N}\s])/gu, '$& ').replace(/[、。]/g, '$& '));
}

/** Where the library's tables differ from Unidecode's. */
const unidecoded: Readonly<Record<string, string>> = {
  ...{ β: 'b', η: 'e', ή: 'e', ξ: 'x', υ: 'u', ϋ: 'u', ύ: 'u', ΰ: 'u', φ: 'ph', χ: 'kh' },
  ...{ ѐ: 'ie', ё: 'io', й: 'i', х: 'kh', ц: 'ts', ю: 'iu', я: 'ia' },
  '€': 'EUR',
};
