/** All redirects of a site read together, and the simulator that says where an address ends. */
import type { Route } from '../../model.ts';
import { isTooLong, type RepoPath, urlPath } from '../../paths.ts';
import type { Progress } from '../../ports.ts';
import { append } from '../../text/longLists.ts';
import { lastTwo } from '../../text/remembered.ts';
import { formatFiles } from '../askedOnce.ts';
import { isForOtherSites } from '../condition.ts';
import { isForErrors } from '../errorPages.ts';
import type {
  HostId,
  HostSettings,
  InvalidRule,
  ParsedRedirects,
  RedirectContext,
  RedirectFormat,
  RedirectRule,
} from '../format.ts';
import { writtenFormats } from '../formats/index.ts';
import type { Host, HostAnswer, HostRequest } from '../host.ts';
import { hosts } from '../hosts/index.ts';
import type { RedirectTable, Resolution, ResolutionOutcome, Step, Undecided } from '../resolution.ts';
import { withReasons } from '../saidWhy.ts';
import { codeThatRedirects } from '../siteCode/siteCode.ts';
import { unreadForms } from '../siteCode/unreadForms.ts';
import { spelt } from './arrival.ts';
import { arrived } from './arrived.ts';
import { invalidOf, isRuleFile, unreadFile } from './fileProblems.ts';
import { firstOf, insideFolder } from './insideFolders.ts';
import { shownFor } from './proxiedStep.ts';
import { queryCaptures } from './query.ts';
import { askedOfHost, onSite, resolveTarget } from './requests.ts';
import { indexRules, type Match, type RuleIndex } from './ruleIndex.ts';
import { slashStep } from './slashStep.ts';
import { inSpreadOrder } from './spreadOrder.ts';
import { firedBy, hiddenRules, isFallback, isReadElsewhere, undecidedBy } from './undecided.ts';
import { answeringFirst } from './winners.ts';

const reportEvery = 250; // front matter may hold redirects, so that every page is a file of them

const maximumSteps = 20; // a browser gives up after about this many

/** Reads every mechanism of the site: rule files, configuration, front matter. One bad line loses nothing else. */
export async function openRedirects(context: RedirectContext, progress?: Progress): Promise<RedirectTable> {
  const readers = new Map<RepoPath, RedirectFormat[]>();
  for (const format of writtenFormats) {
    for (const file of await formatFiles(format, context)) {
      const known = readers.get(file);
      if (known) known.push(format);
      else readers.set(file, [format]);
    }
  }
  let done = 0;
  progress?.report('Reading redirects', done, readers.size);
  const texts = await Promise.all(
    [...readers].map(async ([file, formats]) => {
      const whole = formats.some(({ reads }) => reads === 'whole');
      const text = await (whole ? context.repo.read(file) : context.repo.readHead(file));
      if (++done % reportEvery === 0) progress?.report('Reading redirects', done, readers.size);
      return { file, formats, text };
    }),
  );
  const rules: RedirectRule[] = [];
  const invalid: InvalidRule[] = texts.flatMap(({ file, formats, text }) => {
    return text === undefined && isRuleFile(file, context) ? unreadFile(file, formats) : [];
  });
  const settings = new Map<HostId, HostSettings>();
  for (const format of writtenFormats) {
    for (const { file, formats, text } of texts) {
      if (text === undefined || !formats.includes(format)) continue;
      const parsed = format.parse(text, file, context);
      if (isOfOthers(parsed, context)) continue;
      append(rules, withReasons(parsed.rules, text));
      append(invalid, invalidOf(parsed, format, text, file, context));
      const host = parsed.host ?? parsed.rules[0]?.host;
      if (parsed.settings && host) settings.set(host, { ...settings.get(host), ...parsed.settings });
    }
  }
  append(invalid, await codeThatRedirects(context));
  const own = new Set(rules.map(({ file }) => file));
  const read = new Set([...own, ...invalid.map(({ file }) => file)]);
  append(invalid, await unreadForms(context, read));
  const untold = invalid.filter((entry) => !isReadElsewhere(entry, own));
  return tableOf(inSpreadOrder(rules, invalid), untold, settings, context);
}

/** Rules of a program beside the site, where a service shows the site by itself. */
function isOfOthers({ host, rules }: ParsedRedirects, { shownBy }: RedirectContext): boolean {
  const own = host ?? rules[0]?.host;
  return shownBy !== undefined && own !== undefined && own !== shownBy;
}

interface Layer {
  readonly host: Host<HostId>;
  readonly settings: HostSettings;
  readonly index: RuleIndex;
}

/** The simulator over rules that are read already. Of one address it is asked again at once whether anything answers. */
export function tableOf(
  rules: readonly RedirectRule[],
  invalid: readonly InvalidRule[],
  settings: ReadonlyMap<HostId, HostSettings>,
  context: RedirectContext,
): RedirectTable {
  const layers = hosts.flatMap((host): Layer[] => {
    const own = answeringFirst(rules.filter((rule) => rule.host === host.id));
    if (own.length === 0 && !settings.has(host.id)) return [];
    return [{ host, settings: settings.get(host.id) ?? {}, index: indexRules(own, host) }];
  });
  const hidden = hiddenRules(invalid, rules, context);
  const two = lastTwo<Resolution>();
  return { context, rules, invalid, settings, resolve: (url) => two(url, () => resolve(url, layers, hidden, context)) };
}

function resolve(
  url: string,
  layers: readonly Layer[],
  hidden: ReturnType<typeof hiddenRules>,
  context: RedirectContext,
): Resolution {
  const steps: Step[] = [];
  const undecided: Undecided[] = [];
  const seen = new Set<string>();
  let at = onSite(url, context) ?? url;
  const end = (outcome: ResolutionOutcome): Resolution => ({ url, steps, outcome, undecided });
  for (;;) {
    if (isTooLong(at)) {
      // Rules that put a rest in twice make an address longer with every step.
      const reason = 'the address is longer than any server accepts';
      return end(steps.length === 0 ? { kind: 'unknown', reason } : { kind: 'loop', url: `${at.slice(0, 200)}…` });
    }
    const request = askedOfHost(at);
    const spelling = `${request.path}?${request.query}`;
    if (seen.has(spelling) || steps.length > maximumSteps) return end({ kind: 'loop', url: at });
    seen.add(spelling);
    const doubtful = new Set<RedirectRule>();
    const last = steps.at(-1)?.host;
    const step = nextStep(request, at, last, layers, context, doubtful);
    append(undecided, [...doubtful].map(undecidedBy));
    if (!step) {
      const there = arrived(at, last, layers.some(isOfAnyCase), context, steps.at(-1));
      const outcome = spelt(there, request.path, layers, context);
      if (!isOpen(outcome)) return end(outcome);
      const unseen = hidden(request.path);
      append(undecided, unseen);
      const by = [...[...doubtful].map(undecidedBy), ...unseen].find(({ isFallback: isLast }) => !isLast);
      return end(by === undefined ? outcome : { kind: 'undecided', url: at, by });
    }
    if (step.rule) append(undecided, hidden(request.path, step.rule));
    steps.push(step);
    if (step.status >= 400) return end({ kind: 'gone', status: step.status });
    if (step.location === '') return end({ kind: 'unknown', reason: 'the files do not show the target' });
    const next = onSite(resolveTarget(step.location, request), context);
    if (step.status < 300) {
      const shown = shownFor(step, next, layers, layers.some(isOfAnyCase), context);
      if ('kind' in shown) return end(shown);
      steps[steps.length - 1] = shown;
      at = shown.location;
      continue;
    }
    if (next === undefined) return end({ kind: 'off-site', url: step.location });
    at = next;
  }
}

/** What a rule answers, or what the server adds by itself where a rule leads on from there. `last`: who led to `at`. */
function nextStep(
  request: HostRequest,
  at: string,
  last: HostId | undefined,
  layers: readonly Layer[],
  context: RedirectContext,
  undecided: Set<RedirectRule>,
): Step | undefined {
  const step = askOrRespell(request, at, layers, context, undecided);
  // Whoever is led there, and on to the page of an error, came to nothing.
  if (last && step?.rule && isForErrors(step.rule)) return undefined;
  const own = layers.find(({ host }) => host.id === last)?.settings;
  const there = () => arrived(at, last, layers.some(isOfAnyCase), context);
  const slash = step || !last ? undefined : slashStep(at, last, there(), own, context);
  if (!slash) return step;
  const next = ask(askedOfHost(slash.location), slash.location, layers, context, new Set());
  return next?.rule && next.by === 'server' && next.status >= 300 ? slash : undefined;
}

/** Nothing of the site is shown there, so that a rule nobody understands may be what answers. */
function isOpen({ kind }: ResolutionOutcome): boolean {
  return kind === 'none' || kind === 'dead' || kind === 'draft';
}

/** The first answer that is not a page of the site. */
function ask(
  request: HostRequest,
  url: string,
  layers: readonly Layer[],
  context: RedirectContext,
  undecided: Set<RedirectRule>,
): Step | undefined {
  const page = context.routeOf(urlPath(request.path));
  // Which addresses a dynamic route has only its code knows.
  const shown = page?.kind === 'redirect' || page?.kind === 'dynamic' ? undefined : page;
  const last = layers.at(-1);
  const refresh = last?.host.makesPages ? first(last, request, shown?.file, undecided, context, shown) : undefined;
  for (const layer of layers) {
    const by = layer.host.makesPages ? 'refresh' : 'server';
    const own = layer.host.before?.(request, layer.settings);
    if (own) return { url, host: layer.host.id, rule: undefined, ...own, by: 'server' };
    const taken = shown?.file ?? (by === 'server' ? refresh?.rule.file : undefined);
    const found = layer === last && refresh ? refresh : answered(layer, request, taken, undecided, context, shown);
    if (found) return { url, host: layer.host.id, rule: found.rule, ...found.answer, by };
  }
  return undefined;
}

/** Pages that lead on lie on a server as its other pages do: under lower-case names where it tells no letter case apart. */
function askOrRespell(
  request: HostRequest,
  url: string,
  layers: readonly Layer[],
  context: RedirectContext,
  undecided: Set<RedirectRule>,
): Step | undefined {
  const step = ask(request, url, layers, context, undecided);
  const path = request.path.toLowerCase();
  if (step || path === request.path || !layers.some(isOfAnyCase)) return step;
  const behind = layers.filter(({ host }) => host.server === undefined);
  return behind.length === 0 || context.routeOf(urlPath(request.path))
    ? undefined
    : ask({ ...request, path }, url, behind, context, undecided);
}

function isOfAnyCase({ host }: Layer): boolean {
  return host.server !== undefined && host.ignoresCase === true;
}

interface Found {
  readonly rule: RedirectRule;
  readonly answer: HostAnswer;
}

/** The first rule of a host that answers everybody. `taken`: the file of a published page at the address. */
function first(
  layer: Layer,
  request: HostRequest,
  taken: RepoPath | undefined,
  undecided: Set<RedirectRule>,
  context: RedirectContext,
  page?: Route,
): Found | undefined {
  for (const { rule, captures } of matching(layer, request.path)) {
    const query = queryCaptures(rule, request);
    if (!query || yields(layer, rule, page, request)) continue;
    const fired = firedBy(rule, request, context, captures);
    if (fired === false) continue;
    // A pattern that stands in the page itself is what that page does.
    const isOwn = rule.source.kind === 'pattern' && rule.file === taken;
    const isPage = taken !== undefined && !isOwn && layer.host.pagesFirst && !rule.force;
    const isOpen = fired === undefined || isFallback(rule);
    if (isOpen && !isPage && isForSite(rule)) undecided.add(rule);
    if (fired === undefined) continue;
    // The first rule for everybody decides: no later one is tried, be it forced, nor behind what is shown for everything.
    if (isPage || isOpen) return undefined;
    const answer = layer.host.answer(rule, { ...captures, ...query, ...fired }, request, layer.settings);
    if (answer === 'stays') return undefined;
    if (answer) return { rule, answer };
  }
  return undefined;
}

/** What the rules say of an address, and of the file of a folder that is shown there. */
function answered(
  layer: Layer,
  request: HostRequest,
  taken: RepoPath | undefined,
  undecided: Set<RedirectRule>,
  context: RedirectContext,
  page: Route | undefined,
): Found | undefined {
  const found = first(layer, request, taken, undecided, context, page);
  const ask = (inside: HostRequest) => first(layer, inside, page?.file, undecided, context, page);
  return found ?? firstOf(insideFolder(layer, request, page, context), ask);
}

function yields({ host }: Layer, rule: RedirectRule, page: Route | undefined, { path }: HostRequest): boolean {
  return page !== undefined && host.yields?.(rule, page, path) === true;
}

function isForSite({ conditions }: RedirectRule): boolean {
  return !conditions.some(isForOtherSites);
}

function matching({ host, index }: Layer, path: string): Iterable<Match> {
  const matches = index.matches(path);
  if (!host.among) return matches;
  const all = new Map([...matches].map((match) => [match.rule, match]));
  return host.among([...all.keys()]).flatMap((rule) => all.get(rule) ?? []);
}

export type { RedirectTable } from '../resolution.ts';
