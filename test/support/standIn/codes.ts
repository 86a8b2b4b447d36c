/** What the API writes with its status codes. https://docs.dataforseo.com/v3/appendix/errors/ */

const messages: Readonly<Record<number, string>> = {
  20000: 'Ok.',
  40000: 'You can set only one task at a time.',
  40100:
    'You are not authorized to access this resource. See your login details here: https://app.dataforseo.com/api-access .',
  40101: 'Internal SE Server Error.',
  40102: 'No Search Results.',
  40103: 'Task execution failed.',
  40104:
    'Please verify your account before using the API. You can complete verification in the user panel: https://app.dataforseo.com/ .',
  40106: 'Task completed with partial results.',
  40200: 'Payment Required.',
  40202: 'The rate-limit per minute has been exceeded.',
  40203: 'The cost limit has been exceeded. You can modify your cost limit in the user panel.',
  40204: 'Access denied. Visit Plans and Subscriptions to activate your subscription and get access to this API.',
  40209: 'Too many simultaneous queries.',
  40210: 'Insufficient Funds.',
  40400: 'Not Found.',
  40402: 'Invalid Path.',
  40502: 'POST Data Is Empty.',
  40503: 'POST Data Is Invalid.',
  50000: 'Internal Error.',
  50401: 'Internal Error - Timeout.',
};

export function messageOf(code: number): string {
  return messages[code] ?? `Status ${code}.`;
}
