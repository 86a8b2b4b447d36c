/** What lies near an address: what a rule answers by its slash, case, signs, query, beginning or end, or does not. */
export function nearAddresses(bases: readonly string[], withoutQuery: boolean): readonly string[] {
  const most = 60;
  const all = [...bases, ...bases.flatMap(near)].filter((url) => !(withoutQuery && url.includes('?')));
  return [...new Set(all)].slice(0, most);
}

function near(address: string): readonly string[] {
  const cut = address.indexOf('?');
  const path = cut < 0 ? address : address.slice(0, cut);
  const query = cut < 0 ? '' : address.slice(cut);
  const bare = path.replace(/(.)\/$/, '$1');
  return [
    (path === '/' ? path : path.endsWith('/') ? bare : `${path}/`) + query,
    path.replace(/[a-z](?=[^/]*\/?$)/, (letter) => letter.toUpperCase()) + query,
    `${path}${query === '' ? '?ref=feed' : `${query}&ref=feed`}`,
    path.replace(/[a-z](?=[^/a-z]*\/?$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`) + query,
    `${bare === '/' ? '' : bare}/more${query}`,
    `/en${path}${query}`,
    `${bare}s${query}`,
  ];
}
