/** Azure Static Web Apps: first match, before files; `*` only at the end; case counts; a query is dropped. */
import { type PlainHost, plainHost } from './plain.ts';

export const azure = plainHost({
  id: 'azure',
  title: 'Azure Static Web Apps',
  docs: 'https://learn.microsoft.com/azure/static-web-apps/configuration',
  sensitive: true,
  looseSlash: false,
  query: 'dropped',
} satisfies PlainHost);
