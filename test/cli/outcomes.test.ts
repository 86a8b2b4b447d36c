// What an audit says and how it exits, by the index's answer, the live site and the options. The right values follow
// from the API's documentation (any field may be null; `result: null` is "no data") and from one rule: what the index
// saw stands, unknown is not zero, and "nothing found" needs everything to be known.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '../support/removeFolder.ts';
import { linkRow, pageRow, savedBody, summaryRow } from '../support/savedBody.ts';
import { sampleData } from '../support/standIn/fixtures.ts';
import { type StandIn, startStandIn } from '../support/standIn/server.ts';
import { runCommand } from '../support/terminal.ts';

type Live = number | 'off' | 'reset' | ((request: IncomingMessage, response: ServerResponse) => void);

interface Row {
  readonly name: string;
  /** One body, or several as files of their own. */
  readonly answer: string | Buffer | readonly (string | Buffer)[];
  /** `undefined`: the live site is not asked. */
  readonly live?: Live;
  readonly words?: readonly string[];
  readonly code: 0 | 1 | 2 | 3;
  /** Counts of findings, redirected, fine, cannot tell, filtered or otherwise left out; those not named are 0. */
  readonly groups?: Partial<Record<'findings' | 'redirected' | 'fine' | 'cannotTell' | 'leftOut', number>>;
  readonly says?: readonly RegExp[];
}

const old = '/old/page/';
const published = '/guide/setup/';
const redirected = '/moved/';
const body = savedBody;
const redirectTo = (location: string) => (_request: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(302, { location }).end();
const page = (status: number, html: string) => (_request: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'text/html' }).end(html);
/** A site that has these pages, and answers 404 to all else. */
const having =
  (...paths: readonly string[]) =>
  (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://docs.invalid');
    const isThere = paths.includes(pathname);
    response.writeHead(isThere ? 200 : 404, { 'content-type': 'text/html' });
    response.end(isThere ? `<title>${pathname}</title><p>The text of this page.` : '<title>Nothing</title>');
  };
/** A site that has these pages, and answers 200 to all else, with a page that says so. */
const softly =
  (...paths: readonly string[]) =>
  (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://docs.invalid');
    if (paths.includes(pathname)) return having(...paths)(request, response);
    page(200, `<title>Keine Seite</title><p>Hier ist nichts: ${pathname}`)(request, response);
  };
/** A site that has pages, and leads from some addresses to others. */
const leading =
  (redirects: Readonly<Record<string, string>>, ...paths: readonly string[]) =>
  (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://docs.invalid');
    const to = redirects[pathname];
    return to === undefined ? having(...paths)(request, response) : redirectTo(to)(request, response);
  };
/** Whatever is asked fails the first time. */
const failingOnce = (then: (request: IncomingMessage, response: ServerResponse) => void) => {
  const seen = new Set<string>();
  return (request: IncomingMessage, response: ServerResponse) => {
    const url = request.url ?? '';
    if (seen.has(url)) return then(request, response);
    seen.add(url);
    page(502, 'Bad gateway')(request, response);
  };
};
const without = (row: object, ...fields: readonly string[]) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !fields.includes(name)));

function twoTasks(first: string, second: string): string {
  const [one, other] = [JSON.parse(first), JSON.parse(second)];
  return JSON.stringify({ ...one, tasks: [...one.tasks, ...other.tasks] });
}

const found = { findings: 1 };

/** The index's answer, as a saved file, without a look at the live site. */
const answers: readonly Row[] = [
  {
    name: 'a broken page',
    answer: body([pageRow(old)]),
    code: 2,
    groups: found,
    says: [/ 12 links {2}5 domains {2}404 /],
  },
  {
    name: 'no rows',
    answer: body([]),
    code: 0,
    says: [/^No broken page of docs\.invalid that receives links needs a decision\.$/m],
  },
  { name: 'result: null, the API way to say nothing', answer: body([], { result: null }), code: 0 },
  { name: 'items: null, and a count of 0', answer: body(null, { total: 0 }), code: 0 },
  { name: 'an empty search (40102)', answer: body([], { result: null, task: { status_code: 40102 } }), code: 0 },
  { name: 'result: []', answer: body([], { result: [] }), code: 3, says: [/result is \[\]/] },
  {
    name: 'result: [null]',
    answer: body([], { result: [null] }),
    code: 3,
    says: [/result\[0\] is null, not an object/],
  },
  { name: 'result is text', answer: body([], { result: 'none' }), code: 3, says: [/result is "none", not a list/] },
  { name: 'result is an object', answer: body([], { result: { items: [] } }), code: 3, says: [/result is \{/] },
  {
    name: 'items: null, and a count of 10',
    answer: body(null, { total: 10 }),
    code: 3,
    says: [/items is null.*total_count is 10/],
  },
  { name: 'no items', answer: body([], { page: { items: undefined } }), code: 3, says: [/items is missing/] },
  {
    name: 'items renamed',
    answer: body([], { page: { items: undefined, rows: [pageRow(old)] } }),
    code: 3,
    says: [/items is missing/],
  },
  { name: 'items is text', answer: body('none'), code: 3, says: [/items is "none", not a list of rows/] },
  {
    name: 'no item, and a count of 10',
    answer: body([], { total: 10 }),
    code: 3,
    says: [/items is empty, and total_count is 10/],
  },
  {
    name: 'no item, and no count',
    answer: body([], { page: { total_count: undefined } }),
    code: 3,
    says: [/total_count is missing/],
  },
  {
    name: 'no item, and a count that is none',
    answer: body([], { total: '0' }),
    code: 3,
    says: [/total_count is "0", not a count/],
  },
  {
    name: 'page_summary: null',
    answer: body([pageRow(old, { page_summary: null })]),
    code: 3,
    says: [/1 row of 1 cannot be read: page_summary is null/],
  },
  {
    name: 'backlinks: "12"',
    answer: body([pageRow(old, {}, { backlinks: '12' })]),
    code: 3,
    says: [/page_summary\.backlinks is "12", not a count/],
  },
  {
    name: 'backlinks: 12.5',
    answer: body([pageRow(old, {}, { backlinks: 12.5 })]),
    code: 3,
    says: [/page_summary\.backlinks is 12\.5/],
  },
  {
    name: 'backlinks: null',
    answer: body([pageRow(old, {}, { backlinks: null })]),
    code: 3,
    says: [/page_summary\.backlinks is null/],
  },
  {
    name: 'backlinks: -1',
    answer: body([pageRow(old, {}, { backlinks: -1 })]),
    code: 3,
    says: [/page_summary\.backlinks is -1/],
  },
  {
    name: 'backlinks renamed',
    answer: body([pageRow(old, {}, { backlinks: undefined, links: 12 })]),
    code: 3,
    says: [/page_summary\.backlinks is missing/],
  },
  { name: 'page renamed', answer: body([without(pageRow(old), 'page')]), code: 3, says: [/page is missing/] },
  {
    name: 'page is a number',
    answer: body([pageRow(old, { page: 12 })]),
    code: 3,
    says: [/page is 12, not a web address/],
  },
  { name: 'a row that is null', answer: body([null]), code: 3, says: [/a row is null, not an object/] },
  { name: 'a row that is a list', answer: body([[old]]), code: 3, says: [/a row is \[/] },
  { name: 'no link leads there', answer: body([pageRow(old, {}, { backlinks: 0 })]), code: 0, groups: { leftOut: 1 } },
  {
    name: 'referring_domains: null',
    answer: body([pageRow(old, {}, { referring_domains: null })]),
    code: 2,
    groups: found,
    says: [/\? domains/, /note: .*referring_domains/],
  },
  {
    name: 'no referring_domains',
    answer: body([pageRow(old, {}, { referring_domains: undefined })]),
    code: 2,
    groups: found,
    says: [/\? domains/],
  },
  {
    name: 'referring_domains: "5"',
    answer: body([pageRow(old, {}, { referring_domains: '5' })]),
    code: 2,
    groups: found,
    says: [/\? domains/],
  },
  {
    name: 'referring_domains: 5.5',
    answer: body([pageRow(old, {}, { referring_domains: 5.5 })]),
    code: 2,
    groups: found,
    says: [/\? domains/],
  },
  {
    name: 'an unknown number of domains is below no limit',
    answer: body([pageRow(old, {}, { referring_domains: null })]),
    words: ['--minimum-domains', '3'],
    code: 2,
    groups: found,
  },
  {
    name: 'fewer domains than wanted',
    answer: body([pageRow(old)]),
    words: ['--minimum-domains', '6'],
    code: 0,
    groups: { leftOut: 1 },
    says: [/1 left out \(1 filtered\)/],
  },
  {
    name: 'no link that passes rank',
    answer: body([pageRow(old, {}, { referring_links_attributes: { nofollow: 12 } })]),
    words: ['--dofollow-only'],
    code: 0,
    groups: { leftOut: 1 },
    says: [/1 filtered/],
  },
  { name: 'ignored', answer: body([pageRow(old)]), words: ['--ignore', '/old/**'], code: 0 },
  {
    name: 'a good row beside a bad one',
    answer: body([pageRow(old), pageRow('/x/', { page_summary: null })]),
    code: 2,
    groups: { findings: 1, leftOut: 1 },
    says: [/not known: 1 row of 2 cannot be read/],
  },
  {
    name: 'a settled row beside a bad one',
    answer: body([pageRow(published), pageRow('/x/', { page_summary: null })]),
    code: 3,
    groups: { fine: 1, leftOut: 1 },
  },
  {
    name: 'more rows than were saved, one found',
    answer: body([pageRow(old)], { total: 40 }),
    code: 2,
    groups: found,
    says: [/not known: The index has more broken pages than this answer holds/],
  },
  {
    name: 'more rows than were saved, none found',
    answer: body([pageRow(published)], { total: 40 }),
    code: 3,
    groups: { fine: 1 },
  },
  { name: 'a published page', answer: body([pageRow(published)]), code: 0, groups: { fine: 1 } },
  { name: 'a redirected page', answer: body([pageRow(redirected)]), code: 0, groups: { redirected: 1 } },
  {
    name: 'a page that answers 200, unfiltered',
    answer: body([pageRow(old, { status_code: 200 })], { filters: undefined }),
    code: 0,
    groups: { leftOut: 1 },
  },
  { name: 'a broken page, unfiltered', answer: body([pageRow(old)], { filters: undefined }), code: 2, groups: found },
  {
    name: 'no status, where only failing pages were asked for',
    answer: body([pageRow(old, { status_code: null })]),
    code: 2,
    groups: found,
    says: [/ \? {2}\/old\/page\//],
  },
  {
    name: 'no status, unfiltered',
    answer: body([pageRow(old, { status_code: null })], { filters: undefined }),
    code: 3,
    groups: { cannotTell: 1 },
    says: [/the index does not say whether it fails/],
  },
  ...[0, 99, 1000].map(
    (status): Row => ({
      name: `${status}, which is no status`,
      answer: body([pageRow(old, { status_code: status })], { filters: undefined }),
      code: 3,
      groups: { cannotTell: 1 },
      says: [/the index does not say whether it fails/],
    }),
  ),
  {
    name: '0 for the status a link leads to',
    answer: body([linkRow(old, { is_broken: null, url_to_status_code: 0 })], {
      function: 'backlinks',
      filters: undefined,
    }),
    code: 3,
    groups: { cannotTell: 1 },
  },
  {
    name: 'a second task, which holds the rows',
    answer: twoTasks(body([]), body([pageRow(old)])),
    code: 3,
    says: [/tasks holds 2 tasks, not one/],
  },
  {
    name: 'no status, one of two filters',
    answer: body([pageRow(old, { status_code: null })], {
      filters: { filters: [['status_code', '>=', 400], 'or', ['page', 'like', '%old%']] },
    }),
    code: 3,
    groups: { cannotTell: 1 },
  },
  ...[401, 403, 408, 418, 429, 430, 444, 451, 498, 999].map(
    (status) =>
      ({
        name: `${status}, which speaks of the crawler`,
        answer: body([pageRow(old, { status_code: status })]),
        code: 3,
        groups: { cannotTell: 1 },
        says: [new RegExp(`the index saw ${status}`)],
      }) as const,
  ),
  {
    name: '503 on a page that is there',
    answer: body([pageRow(published, { status_code: 503 })]),
    code: 2,
    groups: found,
    says: [/was failing on \d{4}-\d\d-\d\d; \S+setup\.md is there, .* the host fails/],
  },
  { name: 'an asset', answer: body([pageRow('/a.png')]), code: 0, groups: { leftOut: 1 } },
  {
    name: 'a row of a subdomain',
    answer: body([pageRow('http://api.docs.invalid/x')]),
    code: 0,
    groups: { leftOut: 1 },
  },
  {
    name: 'rows of another site',
    answer: body([pageRow('http://other.invalid/x')]),
    code: 1,
    says: [/Every row is about another site \(other\.invalid\); https:\/\/docs\.invalid\/ was expected/],
  },
  {
    name: 'an empty listing of another site',
    answer: body([], { target: 'other.invalid' }),
    code: 1,
    says: [/is about other\.invalid; https:\/\/docs\.invalid\/ was expected/],
  },
  ...['summary', 'history', 'anchors', 'referring_domains', 'timeseries_summary'].map(
    (name) =>
      ({
        name: `an answer of ${name}`,
        answer: body(undefined, {
          function: name,
          result: [{ target: 'docs.invalid', backlinks: 12, broken_pages: 3 }],
        }),
        code: 1,
        says: [new RegExp(`is an answer of ${name}; one of these was expected: domain_pages, .*backlinks`)],
      }) as const,
  ),
  {
    name: 'an error',
    answer: body([], { task: { status_code: 40501, status_message: 'Invalid Field.' } }),
    code: 1,
    says: [/holds an error, 40501: Invalid Field/],
  },
  {
    name: 'a page of HTML',
    answer: '<html>',
    code: 1,
    says: [/is a page of HTML, perhaps saved instead of the export/],
  },
  { name: 'nothing', answer: '', code: 1, says: [/is empty\. Export it again/] },
  { name: 'cut off', answer: body([pageRow(old)]).slice(0, 300), code: 1, says: [/is JSON that is cut off/] },
  { name: 'rows without a type', answer: body([without(pageRow(old), 'type')]), code: 2, groups: found },
  {
    name: 'rows of another type',
    answer: body([pageRow(old, { type: 'anchor' })]),
    code: 3,
    says: [/type is "anchor", not backlinks_domain_page/],
  },
  {
    name: 'page totals of broken links',
    answer: body([summaryRow(old)], { function: 'domain_pages_summary' }),
    code: 2,
    groups: found,
  },
  {
    name: 'page totals of all links, broken',
    answer: body([summaryRow(old)], { function: 'bulk_pages_summary' }),
    code: 2,
    groups: found,
  },
  {
    name: 'page totals of all links, not broken',
    answer: body([summaryRow(old, { broken_pages: 0 })], { function: 'bulk_pages_summary' }),
    code: 0,
    groups: { leftOut: 1 },
  },
  {
    name: 'page totals of all links, not said',
    answer: body([summaryRow(old, { broken_pages: null })], { function: 'bulk_pages_summary' }),
    code: 3,
    groups: { cannotTell: 1 },
  },
  {
    name: 'page totals, backlinks "12"',
    answer: body([summaryRow(old, { backlinks: '12' })], { function: 'domain_pages_summary' }),
    code: 3,
    says: [/: backlinks is "12", not a count/],
  },
  { name: 'a link to a broken page', answer: body([linkRow(old)], { function: 'backlinks' }), code: 2, groups: found },
  {
    name: 'a link to a page that is not broken',
    answer: body([linkRow(old, { is_broken: false, url_to_status_code: 200 })], {
      function: 'backlinks',
      filters: undefined,
    }),
    code: 0,
    groups: { leftOut: 1 },
  },
  {
    name: 'a link that is lost',
    answer: body([linkRow(old, { is_lost: true })], { function: 'backlinks', filters: undefined }),
    code: 0,
    groups: { leftOut: 1 },
  },
  {
    name: 'a link of which nothing is said',
    answer: body([linkRow(old, { is_broken: null, url_to_status_code: null })], {
      function: 'backlinks',
      filters: undefined,
    }),
    code: 3,
    groups: { cannotTell: 1 },
  },
  {
    name: 'a link without its target',
    answer: body([linkRow(old, { url_to: null })], { function: 'backlinks' }),
    code: 3,
    says: [/url_to is null, not a web address/],
  },
  {
    name: 'a link without its source',
    answer: body([linkRow(old, { url_from: undefined })], { function: 'backlinks' }),
    code: 3,
    says: [/url_from is missing/],
  },
  { name: 'a row twice', answer: body([pageRow(old), pageRow(old)]), code: 2, groups: found, says: [/ 12 links/] },
  {
    name: 'a link twice',
    answer: body([linkRow(old), linkRow(old)], { function: 'backlinks' }),
    code: 2,
    groups: found,
    says: [/ 1 link /],
  },
  {
    name: 'a file twice',
    answer: [body([pageRow(old)]), body([pageRow(old)])],
    code: 2,
    groups: found,
    says: [/ 12 links/],
  },
  {
    name: 'a listing in two files',
    answer: [body([pageRow(published)], { total: 2 }), body([pageRow(redirected)], { total: 2 })],
    code: 0,
    groups: { fine: 1, redirected: 1 },
  },
  {
    name: 'half a listing, twice',
    answer: [body([pageRow(published)], { total: 2 }), body([pageRow(published)], { total: 2 })],
    code: 3,
    groups: { fine: 1 },
  },
  { name: 'UTF-8 with a byte order mark', answer: `\ufeff${body([pageRow(old)])}`, code: 2, groups: found },
  {
    name: 'UTF-16 with a byte order mark',
    answer: Buffer.from(`\ufeff${body([pageRow(old)])}`, 'utf16le'),
    code: 2,
    groups: found,
  },
  { name: 'UTF-16 without one', answer: Buffer.from(body([pageRow(old)]), 'utf16le'), code: 2, groups: found },
  {
    name: 'UTF-16, big end first',
    answer: Buffer.from(`\ufeff${body([pageRow(old)])}`, 'utf16le').swap16(),
    code: 2,
    groups: found,
  },
];

const wall = page(503, '<title>Just a moment...</title>');
const unclear = body([pageRow(old, { status_code: 403 })]);

/** What the live site says of one page, and what becomes of the index's word by it. */
const livesites: readonly Row[] = [
  {
    name: 'a broken page, and a site that cannot be reached',
    answer: body([pageRow(old)]),
    live: 'off',
    code: 2,
    groups: found,
    says: [/not confirmed live \(.+\)/, /note: The live site could not be asked about any of them/],
  },
  {
    name: 'a broken page, and a connection that breaks',
    answer: body([pageRow(old)]),
    live: 'reset',
    code: 2,
    groups: found,
    says: [/not confirmed live \(/],
  },
  ...[401, 403, 429, 451, 999].map(
    (status) =>
      ({
        name: `a broken page, and a site that answers ${status}`,
        answer: body([pageRow(old)]),
        live: status,
        code: 2,
        groups: found,
        says: [new RegExp(`404 .*not confirmed live \\(answers ${status}`)],
      }) as const,
  ),
  {
    name: 'a broken page behind a wall',
    answer: body([pageRow(old)]),
    live: wall,
    code: 2,
    groups: found,
    says: [/not confirmed live \(answers 503: a firewall lets only browsers in\)/],
  },
  {
    name: 'a broken page that leads into a private network',
    answer: body([pageRow(old)]),
    live: redirectTo('http://127.0.0.1/'),
    code: 2,
    groups: found,
    says: [/not confirmed live \(redirects to 127\.0\.0\.1/],
  },
  {
    name: 'a broken page that leads to nowhere',
    answer: body([pageRow(old)]),
    live: redirectTo(''),
    code: 2,
    groups: found,
  },
  ...[404, 410, 500].map(
    (status) =>
      ({
        name: `a broken page that still answers ${status}`,
        answer: body([pageRow(old)]),
        live: status,
        code: 2,
        groups: found,
        says: [new RegExp(` ${status} `)],
      }) as const,
  ),
  {
    name: 'a broken page that answers again',
    answer: body([pageRow(old)]),
    live: having(old),
    code: 0,
    groups: { fine: 1 },
    says: [/^No broken page/m],
  },
  { name: 'a published page that still fails', answer: body([pageRow(published)]), live: 404, code: 2, groups: found },
  {
    name: 'a published page that answers',
    answer: body([pageRow(published)]),
    live: having('/', published),
    code: 0,
    groups: { fine: 1 },
  },
  {
    name: 'a published page, and a site that cannot be reached',
    answer: body([pageRow(published)]),
    live: 'off',
    code: 3,
    groups: { cannotTell: 1 },
    says: [/1 page is neither known to fail nor to answer/, /can be reached/],
  },
  {
    name: 'a published page, and a site that refuses',
    answer: body([pageRow(published)]),
    live: 403,
    code: 3,
    groups: { cannotTell: 1 },
  },
  {
    name: 'a published page behind a wall',
    answer: body([pageRow(published, { status_code: 503 })]),
    live: wall,
    code: 2,
    groups: found,
  },
  {
    name: 'a redirected page, and a site that cannot be reached',
    answer: body([pageRow(redirected)]),
    live: 'off',
    code: 0,
    groups: { redirected: 1 },
  },
  { name: 'a page the index was refused, which fails', answer: unclear, live: 404, code: 2, groups: found },
  {
    name: 'a page the index was refused, which answers',
    answer: unclear,
    live: having(old),
    code: 0,
    groups: { fine: 1 },
  },
  {
    name: 'a page the index was refused, and so was the check',
    answer: unclear,
    live: 403,
    code: 3,
    groups: { cannotTell: 1 },
  },
  {
    name: 'two pages, of which one cannot be told',
    answer: body([pageRow(published), pageRow(old)]),
    live: (request, response) =>
      request.url?.includes('guide') ? void response.writeHead(403).end() : having('/', old)(request, response),
    code: 3,
    groups: { fine: 1, cannotTell: 1 },
  },
  {
    name: 'an unknown number of domains, and a site that cannot be reached',
    answer: body([pageRow(old, {}, { referring_domains: null })]),
    live: 'off',
    words: ['--minimum-domains', '9'],
    code: 2,
    groups: found,
  },
  {
    name: 'an ignored page, and a site that cannot be reached',
    answer: body([pageRow(old)]),
    live: 'off',
    words: ['--ignore', '/old/page/'],
    code: 0,
  },
  {
    name: 'a broken page, and a site that answers every address alike',
    answer: body([pageRow(old)]),
    live: page(200, '<title>App</title><div id="root"></div>'),
    code: 2,
    groups: found,
    says: [/404 .*not confirmed live \(answers 200 with what every address of the site shows/],
  },
  {
    name: 'a published page, and a site that answers every address alike',
    answer: body([pageRow(published)]),
    live: page(200, '<title>App</title><div id="root"></div>'),
    code: 3,
    groups: { cannotTell: 1 },
    says: [/cannot be told from outside/],
  },
  {
    name: 'a broken page that shows what no address shows',
    answer: body([pageRow(old)]),
    live: softly('/', published),
    code: 2,
    groups: found,
    says: [/ 200 .*live: answers 200 with the page for addresses that do not exist \(soft 404\)/],
  },
  {
    name: 'a published page that shows what no address shows',
    answer: body([pageRow(published)]),
    live: softly('/'),
    code: 2,
    groups: found,
    says: [/soft 404/],
  },
  {
    name: 'a broken page that leads to the beginning of the site',
    answer: body([pageRow(old)]),
    live: leading({ [old]: '/' }, '/', published),
    code: 2,
    groups: found,
    says: [/live: redirects to the home page \(302\), which is not the page/],
  },
  {
    name: 'a redirected page that leads where the rule says',
    answer: body([pageRow(redirected)]),
    live: leading({ [redirected]: published }, '/', published),
    code: 0,
    groups: { fine: 1 },
  },
  {
    name: 'a broken page that leads to a dead one',
    answer: body([pageRow(old)]),
    live: leading({ [old]: '/gone/' }, '/'),
    code: 2,
    groups: found,
    says: [/live: redirects to http:\S*\/gone\/ \(302\), which answers 404/],
  },
  {
    name: 'a broken page that fails once and then answers',
    answer: body([pageRow(old)]),
    live: failingOnce(having(old)),
    code: 0,
    groups: { fine: 1 },
  },
  {
    name: 'a published page, and a site that is closed for a while',
    answer: body([pageRow(published)]),
    live: page(503, '<title>Back soon</title>'),
    code: 3,
    groups: { cannotTell: 1 },
    says: [/answers 503, and so does \//],
  },
  ...[418, 430, 444, 498].map(
    (status) =>
      ({
        name: `a published page, and a site that answers ${status}`,
        answer: body([pageRow(published)]),
        live: status,
        code: 3,
        groups: { cannotTell: 1 },
      }) as const,
  ),
  { name: 'nothing, and a site that cannot be reached', answer: body([]), live: 'off', code: 0 },
];

/** Answers of the API itself; the last word says whether the answer is kept for the next audit. */
const fromApi: readonly (readonly [
  name: string,
  answer: string,
  code: 0 | 1 | 2 | 3,
  says: RegExp,
  isKept: boolean,
])[] = [
  ['a broken page', body([pageRow(old)]), 2, /1 broken page/, true],
  ['no rows', body([]), 0, /^No broken page/m, true],
  ['result: null', body([], { result: null }), 0, /^No broken page/m, true],
  ['result: []', body([], { result: [] }), 3, /result is \[\]/, false],
  ['result: [null]', body([], { result: [null] }), 3, /result\[0\] is null/, false],
  ['items: null, and a count of 10', body(null, { total: 10 }), 3, /items is null.*total_count is 10/, false],
  ['no item, and a count of 10', body([], { total: 10 }), 3, /items is empty, and total_count is 10/, false],
  ['items renamed', body([], { page: { items: undefined, rows: [pageRow(old)] } }), 3, /items is missing/, false],
  ['page_summary: null', body([pageRow(old, { page_summary: null })]), 3, /page_summary is null/, false],
  ['backlinks: "12"', body([pageRow(old, {}, { backlinks: '12' })]), 3, /page_summary\.backlinks is "12"/, false],
  ['page renamed', body([without(pageRow(old), 'page')]), 3, /page is missing/, false],
  ['rows of another site', body([pageRow('http://other.invalid/x')]), 3, /Every row is about another site/, false],
  ['a good row beside a bad one', body([pageRow(old), null]), 2, /not known: 1 row of 2/, true],
  [
    'a partial answer without rows',
    body([], { result: null, task: { status_code: 40106 } }),
    3,
    /incomplete \(40106\)/,
    false,
  ],
  ['rows without a status', body([pageRow(old, { status_code: undefined })]), 2, /1 broken page/, true],
];

describe('outcomes', () => {
  let folder: string;
  let site: string;
  let standIn: StandIn;
  let proxy: Server;
  let live: Live;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'outcomes-'));
    site = join(folder, 'site');
    mkdirSync(join(site, 'docs/guide'), { recursive: true });
    writeFileSync(join(site, 'mkdocs.yml'), 'site_name: Docs\nsite_url: https://docs.invalid/\n');
    writeFileSync(join(site, 'docs/index.md'), '# Docs\n');
    writeFileSync(join(site, 'docs/guide/setup.md'), '# Setup\n\nHow to set it up.\n');
    writeFileSync(join(site, 'docs/_redirects'), '/moved/ /guide/setup/ 301\n');
    standIn = await startStandIn({ data: sampleData() });
    // The site is asked through a proxy, so that it may have any name.
    proxy = createServer((request, response) => {
      if (live === 'reset') return void request.socket.destroy();
      if (typeof live === 'function') return live(request, response);
      response.writeHead(Number(live), { 'content-type': 'text/plain', 'retry-after': '0' }).end();
    });
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  });
  after(async () => {
    await standIn.close();
    proxy.closeAllConnections();
    proxy.close();
    removeFolder(folder);
  });

  const env = () => {
    const { port } = proxy.address() as AddressInfo;
    return {
      HTTP_PROXY: `http://127.0.0.1:${live === 'off' ? 1 : port}`,
      NO_PROXY: '127.0.0.1',
      BROKEN_BACKLINKS_HOME: join(folder, 'cache'),
    };
  };
  const groupsIn = (out: string) => {
    const numbers =
      /^(\d+) broken pages?, .*?(\d+) redirected here .*?, (\d+) works? again .*?, (\d+) cannot tell, .*?(\d+) left out/m;
    const [, ...counts] = numbers.exec(out) ?? [];
    const [findings, redirectedPages, fine, cannotTell, leftOut] = counts.map(Number);
    return { findings, redirected: redirectedPages, fine, cannotTell, leftOut };
  };
  const check = ({ code, groups, says = [] }: Row, ran: { code: number; out: string; err: string }) => {
    const { out, err } = ran;
    assert.equal(ran.code, code, out + err);
    for (const pattern of says) assert.match(out + err, pattern);
    if (code === 1) return assert.equal(out, '');
    const none = { findings: 0, redirected: 0, fine: 0, cannotTell: 0 };
    const counted = groupsIn(out);
    const { leftOut = counted.leftOut, ...wanted } = groups ?? {};
    assert.deepEqual(counted, { ...none, ...wanted, leftOut }, out);
    assert.equal(/^No broken page/m.test(out), code === 0, out);
    assert.equal(/^Incomplete: .*\n\n/m.test(out), code === 3, out);
    if (code === 3) assert.match(out, /^not known: \S.*\. .*\.$/m);
  };
  const run = async (row: Row) => {
    const bodies: readonly (string | Buffer)[] = Array.isArray(row.answer) ? row.answer : [row.answer as string];
    const sources = bodies.flatMap((text, at) => {
      writeFileSync(join(folder, `answer, ${at}.json`), text);
      return ['--source', join(folder, `answer, ${at}.json`)];
    });
    live = row.live ?? 'off';
    const recheck = row.live === undefined ? ['--no-recheck'] : [];
    return runCommand(['audit', '--repo', site, ...sources, ...recheck, ...(row.words ?? [])], { env: env() });
  };

  describe('by the answer', () => {
    for (const row of answers) it(row.name, async () => check(row, await run(row)));
  });
  describe('by the live site', () => {
    for (const row of livesites) it(row.name, async () => check(row, await run(row)));
  });
  describe('by an answer of the API', () => {
    for (const [at, [name, answer, code, says, isKept]] of fromApi.entries()) {
      it(`${name}: ${isKept ? 'kept' : 'not kept'}`, async () => {
        live = 'off';
        standIn.setFault({ kind: 'http', status: 200, body: answer }, { path: 'domain_pages/live' });
        const words = ['audit', '--repo', site, '--no-recheck'];
        const account = {
          ...env(),
          DATAFORSEO_LOGIN: standIn.login,
          DATAFORSEO_PASSWORD: standIn.password,
          DATAFORSEO_API: standIn.url,
          BROKEN_BACKLINKS_HOME: join(folder, `cache-${at}`),
        };
        const first = await runCommand([...words, '--max-cost', '0.10'], { env: account });
        standIn.clearFaults();
        assert.equal(first.code, code, first.out + first.err);
        assert.match(first.out, says);
        const second = await runCommand(words, { env: account });
        if (!isKept) assert.match(second.err, /Nothing was asked and nothing was paid/);
        else assert.equal(second.code, code, second.out + second.err);
      });
    }
  });

  it('keeps the answer of a request that was cancelled, and tells what it cost', async () => {
    const user = new AbortController();
    standIn.setFault({ kind: 'before', run: () => user.abort() }, { path: 'domain_pages/live', times: 1 });
    const { code, err } = await runCommand(['audit', '--repo', site, '--no-recheck', '--max-cost', '0.10'], {
      env: {
        ...env(),
        DATAFORSEO_LOGIN: standIn.login,
        DATAFORSEO_PASSWORD: standIn.password,
        DATAFORSEO_API: standIn.url,
        BROKEN_BACKLINKS_HOME: join(folder, 'cache-cancelled'),
      },
      signal: user.signal,
    });
    standIn.clearFaults();
    assert.equal(code, 1);
    assert.match(err, /Cancelled\. You paid \$0\.03\. The answer is kept/);
  });

  it('is a word in JSON, with what is not known, and null for unknown', async () => {
    const rows = [pageRow(old, { status_code: null }, { referring_domains: null })];
    writeFileSync(join(folder, 'one.json'), body(rows));
    const words = ['audit', '--repo', site, '--no-recheck', '--format', 'json', '--source', join(folder, 'one.json')];
    const result = JSON.parse((await runCommand(words)).out);
    assert.equal(result.outcome, 'findings');
    assert.deepEqual(result.gaps, []);
    const { broken } = result.findings[0];
    assert.deepEqual([broken.referringDomains, broken.status, broken.backlinks], [null, null, 12]);
    writeFileSync(join(folder, 'one.json'), body(null, { total: 10 }));
    const incomplete = JSON.parse((await runCommand(words)).out);
    assert.equal(incomplete.outcome, 'incomplete');
    assert.deepEqual(
      incomplete.gaps.map(({ kind }: { kind: string }) => kind),
      ['unreadable-answer'],
    );
  });
  it('is in the help of every command', async () => {
    assert.match((await runCommand(['audit', '--help'])).out, /Exit code: .*3 incomplete: nothing found/);
  });
});
