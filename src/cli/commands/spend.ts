/** `spend`: what was paid on this machine, by month and site, by editor and command line together. */
import { type MonthlySpend, type MonthSpend, spendBySite } from '../../core/backlinks/ledger.ts';
import { atMost, dollars } from '../../core/backlinks/price.ts';
import { count } from '../../core/wording/amounts.ts';
import { jsonLine, terminalLines } from '../../core/wording/terminalText.ts';
import { askedEntries } from '../../io/sources/openSource.ts';
import { type Arguments, type CommandConsole, type ExitCode, jsonVersion } from '../shared/command.ts';
import { storeOf } from '../shared/indexAccess.ts';
import { type Probe, probed } from './sources.ts';

interface Spent extends MonthSpend {
  /** `undefined` for what was asked about no site, or recorded before sites were. */
  readonly site: string | undefined;
}

interface Month extends MonthSpend {
  readonly month: string;
  readonly sites: readonly Spent[];
}

export async function runSpend(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const { spend: kept } = storeOf(host);
  const months = monthsOf(await kept.read(), spendBySite(await kept.expenses()));
  const balances = args.flag('balance') ? await balancesOf(host) : undefined;
  const isJson = args.text('format') === 'json';
  host.out(
    isJson
      ? jsonLine({ version: jsonVersion, months, balances: balances ?? null })
      : terminalLines([...linesOf(months), ...(balances ?? []).map(balanceText)]),
  );
  return 0;
}

/** What is left at a source that takes credentials, as it says it itself. */
interface Balance extends Probe {
  readonly source: string;
}

async function balancesOf(host: CommandConsole): Promise<readonly Balance[]> {
  const paid = askedEntries(host.sources).filter(
    ({ access }) => access.credentials !== undefined && access.account === undefined,
  );
  const probes = await probed({ ...host, sources: paid });
  return paid.flatMap(({ id, title }) => {
    const probe = probes.get(id);
    return probe === undefined ? [] : [{ source: title, ...probe }];
  });
}

function balanceText({ source, ok, says }: Balance): string {
  return ok ? `${source}: ${says}` : `${source}: the balance is not known. ${says}`;
}

/** The newest first. */
function monthsOf(ledger: MonthlySpend, sites: ReadonlyMap<string, MonthlySpend>): readonly Month[] {
  return Object.entries(ledger)
    .sort(([a], [b]) => b.localeCompare(a))
    .map(([month, spent]) => ({ month, ...spent, sites: sitesIn(month, sites) }));
}

function sitesIn(month: string, sites: ReadonlyMap<string, MonthlySpend>): readonly Spent[] {
  const found = [...sites].flatMap(([site, ledger]): readonly Spent[] => {
    const spent = ledger[month];
    return spent === undefined ? [] : [{ site: site === '' ? undefined : site, ...spent }];
  });
  return found.sort((a, b) => b.certainMicros - a.certainMicros);
}

function linesOf(months: readonly Month[]): readonly string[] {
  if (months.length === 0) return ['Nothing was paid on this machine.'];
  return months.flatMap(({ month, sites, ...spent }) => [
    line(month, spent),
    ...sites.map(({ site, ...of }) => `  ${line(site ?? 'no site', of)}`),
  ]);
}

function line(name: string, { requests, certainMicros, possibleMicros }: MonthSpend): string {
  const doubt = possibleMicros === 0 ? '' : `, and ${atMost(possibleMicros)} that may have been charged`;
  return `${name}  ${dollars(certainMicros)} in ${count(requests, 'request')}${doubt}`;
}
