/** Results as an audit leaves them, made up for one page. */

import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import type { AuditResult, Finding } from '../../../src/core/report/findings.ts';

export const notes = 'notes.md' as RepoPath;

export function finding(path: string, changes: Partial<Finding> = {}): Finding {
  const url = `https://tidewater.example${path}`;
  return {
    broken: {
      url,
      spellings: [url],
      path: urlPath(path),
      status: 404,
      statusSeen: '2026-10-02',
      backlinks: 41,
      referringDomains: 12,
      dofollow: 9,
      rank: 300,
      firstSeen: '2020-01-01',
      lastSeen: '2026-10-02',
      referrers: [
        {
          from: 'https://news.example/tides',
          fromDomain: 'news.example',
          fromTitle: 'Tides',
          to: url,
          anchor: 'how to set up',
          dofollow: true,
          domainRank: 512,
          firstSeen: '2020-01-01',
          lastSeen: '2026-10-02',
        },
      ],
    },
    diagnosis: {
      path: urlPath(path),
      code: 'moved',
      suggestions: [
        {
          url: urlPath('/notes/'),
          file: notes,
          confidence: 0.97,
          confident: true,
          evidence: [{ kind: 'rename', text: 'renamed in 1a2b3c4, 2023-04-01', weight: 1 }],
        },
      ],
    },
    live: undefined,
    severity: 'warning',
    message: `${path} answers 404; 41 links from 12 domains.`,
    place: { file: notes, line: 1 },
    fixes: [
      {
        title: `Redirect ${path} to /notes/ (_redirects, 301)`,
        redirect: { from: urlPath(path), to: '/notes/', status: 301 },
        format: 'redirects-file',
        file: '_redirects' as RepoPath,
        create: true,
        isPreferred: true,
      },
    ],
    ...changes,
  };
}

export function result(changes: Partial<AuditResult> = {}): AuditResult {
  return {
    site: 'tidewater.example',
    outcome: (changes.findings ?? []).length > 0 ? 'findings' : 'none',
    gaps: [],
    asked: '2026-11-20',
    source: 'dataforseo',
    findings: [],
    redirected: [],
    fine: [],
    cannotTell: [],
    ignored: [],
    directoryRules: [],
    leftOut: [],
    notes: [],
    truncated: false,
    ...changes,
  };
}
