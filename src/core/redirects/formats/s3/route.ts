/** What a routing rule of an S3 website says, in JSON, XML or a template. */
import { decodePath, encodeUrl, type RepoPath, type UrlPath, urlKey, urlPath } from '../../../paths.ts';
import { visitorCondition } from '../../condition.ts';
import type { Redirect, RedirectContext, RedirectRule, Refusal } from '../../format.ts';
import { s3 } from '../../hosts/s3.ts';
import type { RuleMeaning } from '../../rule.ts';
import { encodedTarget, isOffSite, splitTarget } from '../../target.ts';
import { statusOf } from '../../writing/configFile.ts';

/** The elements by their names in the documentation. */
export interface S3Rule {
  readonly KeyPrefixEquals?: string | undefined;
  readonly HttpErrorCodeReturnedEquals?: string | undefined;
  readonly HostName?: string | undefined;
  readonly Protocol?: string | undefined;
  readonly ReplaceKeyWith?: string | undefined;
  readonly ReplaceKeyPrefixWith?: string | undefined;
  readonly HttpRedirectCode?: string | undefined;
}

export const conditionNames = ['KeyPrefixEquals', 'HttpErrorCodeReturnedEquals'] as const;
export const redirectNames = [
  'HostName',
  'Protocol',
  'ReplaceKeyWith',
  'ReplaceKeyPrefixWith',
  'HttpRedirectCode',
] as const;

export function routeMeaning(route: S3Rule): RuleMeaning | { readonly problem: string } {
  const prefix = route.KeyPrefixEquals ?? '';
  const from = `/${prefix}*`;
  if (redirectNames.every((name) => route[name] === undefined)) return { problem: `${from}: Redirect is empty.` };
  if (route.ReplaceKeyWith !== undefined && route.ReplaceKeyPrefixWith !== undefined) {
    return { problem: `${from}: ReplaceKeyWith and ReplaceKeyPrefixWith exclude each other.` };
  }
  if (route.HttpRedirectCode !== undefined && !/^3\d\d$/.test(route.HttpRedirectCode)) {
    return { problem: `${from}: ${route.HttpRedirectCode} is not a status of a redirect.` };
  }
  const error = route.HttpErrorCodeReturnedEquals;
  const origin = route.HostName === undefined ? '' : `${route.Protocol ?? 'http'}://${route.HostName}`;
  const { ReplaceKeyWith: whole, ReplaceKeyPrefixWith: start } = route;
  const key =
    whole === undefined ? `${start === undefined ? encodeUrl(prefix) : encodedKey(start)}:rest` : encodedKey(whole);
  return {
    from,
    to: `${origin}/${key}`,
    source: s3.source(prefix),
    status: Number(route.HttpRedirectCode ?? 301),
    statusIsDefault: route.HttpRedirectCode === undefined,
    // Only what asks for an error gives way to an object.
    force: error === undefined,
    // A private bucket answers 403 where another one answers 404: the files do not tell.
    conditions: error === undefined ? [] : [visitorCondition(`error ${error}`)],
  };
}

/** A key is no address: a `%` of it stands for itself. */
function encodedKey(key: string): string {
  const [path, rest] = splitTarget(key);
  return encodeUrl(path) + encodedTarget(rest);
}

/** The key of an address; `undefined` where the two could be taken for each other. */
function keyOf(path: string): string | undefined {
  const [name, rest] = splitTarget(path);
  const key = decodePath(name);
  return /[%?#]/.test(key) ? undefined : key + rest;
}

/** The rule of a redirect; it must not take other pages away. */
export function routeFor(redirect: Redirect, context: RedirectContext): S3Rule | Refusal {
  const status = statusOf(redirect, 301, 302);
  if (status === undefined) return { refused: 'S3 has no status 410 for redirects.' };
  if (redirect.from === '/') return { refused: 'A rule for / would redirect every address of the bucket.' };
  const other = redirect.below ? undefined : alsoTaken(redirect.from, context);
  if (other) {
    return {
      refused: `S3 compares only how an address begins: a rule for ${redirect.from} would redirect ${other} as well.`,
    };
  }
  const loops = !isOffSite(redirect.to) && urlPath(redirect.to).startsWith(redirect.from);
  if (loops) return { refused: `S3 would redirect ${redirect.to} again, because it begins with ${redirect.from}.` };
  const folder = (path: string) => `${path.replace(/^\/|\/$/g, '')}/`;
  const absolute = /^(https?):\/\/([^/?#]+)\/?(.*)$/is.exec(redirect.to);
  if (isOffSite(redirect.to) && !absolute) return { refused: 'S3 redirects to http and https addresses only.' };
  const path = keyOf(absolute?.[3] ?? redirect.to.replace(/^\//, ''));
  if (path === undefined) return { refused: `A key of S3 cannot hold the % ? or # of ${redirect.to}.` };
  return {
    KeyPrefixEquals: redirect.below ? folder(redirect.from) : redirect.from.slice(1),
    HostName: absolute?.[2],
    Protocol: absolute?.[1]?.toLowerCase(),
    ...(redirect.below ? { ReplaceKeyPrefixWith: path === '' ? '' : folder(path) } : { ReplaceKeyWith: path }),
    HttpRedirectCode: String(status),
  };
}

/** A page whose address only begins like this one. */
function alsoTaken(from: UrlPath, context: RedirectContext): UrlPath | undefined {
  const urlOf = (file: RepoPath) => context.routeOfFile(file)?.url;
  const isOther = (url: UrlPath | undefined) => url?.startsWith(from) && urlKey(url) !== urlKey(from);
  return context.repo.files.map(urlOf).find(isOther);
}

/**
 * Of the rules for everybody, the first whose beginning the new one shares; `same` has the very same one, and is dead
 * where the other stands above it.
 */
export function neighbours(rules: readonly RedirectRule[], route: S3Rule) {
  const from = `/${route.KeyPrefixEquals ?? ''}*`;
  const open = rules.filter(({ conditions }) => conditions.length === 0);
  const same = open.find((rule) => rule.from === from);
  const shadowing = open.find((rule) => rule.from !== from && from.startsWith(rule.from.slice(0, -1)));
  return { same, shadowing, isDead: same !== undefined && shadowing !== undefined && shadowing.order < same.order };
}
