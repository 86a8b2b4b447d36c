/** What a source is, with all its facts in one entry, and what it is given by whoever runs it. */
import type { Dispatcher } from 'undici';
import type { SiteScope } from '../core/backlinks/brokenPages.ts';
import type { LineBatches } from '../core/backlinks/exports/table.ts';
import type { Book } from '../core/backlinks/ledger.ts';
import type { BacklinkSource, FactStore } from '../core/backlinks/source.ts';
import type { BacklinkAnswer, Day } from '../core/model.ts';
import type { Logger, Result } from '../core/ports.ts';
import type { Paces, Wait } from './wait.ts';

/** What proves whose account is asked, by the ids of the entry's fields. */
export type Credentials = Readonly<Record<string, string>>;

/** One thing to type, as the service calls it. */
export interface CredentialField {
  readonly id: string;
  /** `API password`. */
  readonly title: string;
  /** It is typed unseen. */
  readonly isSecret: boolean;
  /** The environment variable it is read from: `DATAFORSEO_PASSWORD`. */
  readonly variable: string;
  /** What to type, in a sentence or two. */
  readonly help: string;
  readonly example?: string;
}

/** How a source's credentials are asked for, wherever that is done. */
export interface CredentialForm {
  /** In the order they are asked; all of them are needed. */
  readonly fields: readonly CredentialField[];
  /** One text that stands for all of them, where the service hands one out. It may be typed for the first field. */
  readonly instead?: CredentialField;
  /** The page where the user finds them. */
  readonly url: string;
  /** The secret that an earlier release kept them in: the text of one field. */
  readonly keptBefore?: { readonly key: string; readonly field: string };
  /** What is wrong with what was given, without repeating it; `undefined` when it can be sent. */
  problem(given: Credentials): string | undefined;
}

/** What a host (editor, command line, test) gives to a source. None of it ever comes from a workspace. */
export interface SourceHost {
  /** How requests leave this machine: proxies, certificates. */
  readonly dispatcher: Dispatcher;
  readonly credentials: Credentials | undefined;
  /** Ask the free sandbox, where the source has one: it answers with canned rows of other sites. */
  readonly sandbox: boolean;
  /** Another address than the source's own, for tests and demonstrations. */
  readonly apiBase: string | undefined;
  readonly logger: Logger;
  /** The moment, in milliseconds since 1970. */
  readonly now: () => number;
  /** Called and waited for before each request that may cost something; where it fails, the request is not sent. */
  readonly book: Book;
  /** Where a source keeps between runs what it is told free of charge. */
  readonly facts?: FactStore | undefined;
  /** When services that cost nothing were asked last, by anything in this program. */
  readonly paces?: Paces | undefined;
  /** For one request, in milliseconds; as long as the source itself takes at most, unless a test has no time. */
  readonly timeoutMs?: number | undefined;
  /** Waits, or rejects when aborted; a real timer unless a test has none to spare. */
  readonly wait?: Wait | undefined;
}

/** A file that somebody saved or exported, unpacked and decoded; the files of an archive are files of their own. */
export interface SavedFile {
  /** For messages: `broken.csv`, `export.zip/Table.csv`. */
  readonly name: string;
  /** The archive it is in; files of one archive belong together. */
  readonly archive?: string | undefined;
  /** The first characters, 64 thousand at most: enough to see whether reading on is worth it. */
  readonly start: string;
  /** All of it. Throws an error with a sentence for the user where it is too large to be held, or cannot be unpacked. */
  text(): Promise<string>;
  /** All of it without holding it; throws as `text` does. */
  lines(): LineBatches;
  /**
   * The lines that hold one of these texts (ASCII), and the first of every piece that is read, some at a time: much quicker
   * than all of them. The last one that comes is empty and has the number of lines. Throws as `text` does.
   */
  linesWith(needles: readonly string[]): AsyncIterable<readonly FoundLine[]>;
  /** What is odd about the file itself, as a sentence: how it was decoded. */
  readonly remark?: string | undefined;
  /** Why nothing of it can be read, and what to do, as sentences: another archive, a workbook. */
  readonly unread?: string | undefined;
}

/** A line of a file; without its text where it is too long to be held. */
export interface FoundLine {
  /** From 1. */
  readonly line: number;
  readonly text: string | undefined;
}

/** The files of a source that are read without an account, a request or a cost. */
export interface SavedReader {
  /** What such a file is, as a noun, and how to get one: "answer of DataForSEO's API (save the whole JSON body)". */
  readonly files: string;
  /** By what the file holds, never by its name alone. */
  recognises(file: SavedFile, scope: SiteScope): Promise<boolean>;
  /** It is asked only about files that no other source takes. */
  readonly isFallback?: true;
  /** Of a file it does not recognise, and which was meant to be one of its own: what is missing, as a sentence. */
  shortfall?(file: SavedFile): string | undefined;
  /** Of one or several files, all of which it recognises. A failure names the file, and what was expected of it. */
  read(files: readonly SavedFile[], scope: SiteScope, today: Day): Promise<Result<BacklinkAnswer>>;
}

/** How a source is asked over the network. */
export interface SourceAccess {
  /** Every host that may be contacted: `api.dataforseo.com`. */
  readonly hosts: readonly string[];
  /** `undefined`: it asks nobody who they are. */
  readonly credentials: CredentialForm | undefined;
  /** Id of the source whose credentials it takes, where they are not its own; it is asked beside that one. */
  readonly account?: string;
  /** The page with balance and plan, offered where the account is what fails. */
  readonly accountUrl?: string;
  /** The environment variable with another address of it, and the editor's setting (`apiAddress`) where there is one. */
  readonly address?: { readonly variable: string; readonly setting?: string };
  /** The environment variable that asks the sandbox when it is `1`. */
  readonly sandboxVariable?: string;
  /** Makes no request. */
  open(host: SourceHost): Result<BacklinkSource>;
}

/** A source, all of it: to be asked, to be read from files, or both. */
export interface SourceEntry {
  /** As `--source` and settings name it: `dataforseo`. */
  readonly id: string;
  /** As its makers write it: `DataForSEO`. */
  readonly title: string;
  readonly access?: SourceAccess;
  readonly saved?: SavedReader;
}
