/**
 * What kind of thing an audit needed and does not know:
 * - `unreadable-answer` `unreadable-rows`: the index's answer, or rows of it, are not of the form they should have
 * - `missing-rows`: the index has more rows than were had
 * - `other-site`: every row is about another site
 * - `not-confirmed`: neither index nor live site says for sure whether these pages fail
 * - `missing-history`: the history is not here as a whole
 * - `guessed-addresses`: how the site is built is a guess, so it is not known which addresses its gone pages had
 * - `not-merged`: redirects stand in this working tree and not in what is deployed
 */
export type GapKind =
  | 'unreadable-answer'
  | 'unreadable-rows'
  | 'missing-rows'
  | 'other-site'
  | 'not-confirmed'
  | 'missing-history'
  | 'guessed-addresses'
  | 'not-merged';
