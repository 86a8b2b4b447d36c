/** What a stranger may write into a title, a path, a rule or an answer to harm whoever looks at it. */

/** Each kind of character that is not seen, moves the cursor or ends a line, by name. */
export const hiddenCharacters = {
  'line feed': '\n',
  'carriage return': '\r',
  tab: '\t',
  backspace: '\b',
  bell: '\x07',
  NUL: '\0',
  'vertical tab': '\v',
  delete: '\x7f',
  'next line (C1)': '\x85',
  'control sequence (C1)': '\x9b31m',
  'control sequence': '\x1b[2J',
  'system command': '\x1b]8;;https://evil.example/\x1b\\',
  'system command with bell': '\x1b]0;owned\x07',
  'right-to-left override': '\u202e',
  'right-to-left isolate': '\u2067',
  'Arabic letter mark': '\u061c',
  'zero width space': '\u200b',
  'zero width joiner': '\u200d',
  'word joiner': '\u2060',
  'byte order mark': '\ufeff',
  'soft hyphen': '\u00ad',
  'Hangul filler': '\u3164',
  'Mongolian vowel separator': '\u180e',
  'line separator': '\u2028',
  'paragraph separator': '\u2029',
  'variation selector': '\ufe0f',
  'variation selector of a plane beyond': '\u{e0100}',
  tag: '\u{e0041}',
  noncharacter: '\uffff',
  'half of a character': '\ud800',
} as const;

/** What nobody but us may print; a line feed, a tab and our own colours are looked for apart. */
export const neverPrinted =
  /(?![\n\t])\p{Cc}|[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffff]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e0fff}]|\p{Cs}/u;

/** What a build server would take for a command: GitHub's two notations, and what others made of the second. */
export const buildCommands = [
  '\n::error file=a::owned',
  '::warning::owned',
  '##[error]owned',
  '##vso[task.complete]owned',
];

/** The same, looked for in one line of what was printed. */
export const buildCommand = /^\s*::|##[a-z]*\[/i;
