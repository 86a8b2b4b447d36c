/**
 * Every redirect format. The order is that of the menu where two fit equally well, and of reading where hosts overlap.
 * For reading rules; what writes takes `redirectFormats` of `editing/formats.ts`, whose edits are proved.
 */

import type { RedirectFormat } from '../format.ts';
import { amplifyRules } from './amplify/amplifyRules.ts';
import { antoraAliases } from './antoraAliases.ts';
import { astroRedirects } from './astroRedirects.ts';
import { caddyfile } from './caddyfile/caddyfile.ts';
import { comparingPaths } from './comparable.ts';
import { docusaurusRedirects } from './docusaurus/docusaurusRedirects.ts';
import { fernDocs } from './fernDocs.ts';
import { firebaseJson } from './firebaseJson.ts';
import { gatsbyRedirects } from './gatsbyRedirects.ts';
import { gitbookYaml } from './gitbookYaml.ts';
import { htaccess } from './htaccess/htaccess.ts';
import { hugoAliases } from './hugoAliases.ts';
import { jekyllRedirectFrom } from './jekyllRedirectFrom.ts';
import { lumeOldUrl } from './lume/lumeOldUrl.ts';
import { mdbookRedirect } from './mdbookRedirect.ts';
import { mdnRedirects } from './mdnRedirects.ts';
import { middlemanRedirect } from './middleman/middlemanRedirect.ts';
import { techDocsOldPaths } from './middleman/techDocsOldPaths.ts';
import { techDocsRedirects } from './middleman/techDocsRedirects.ts';
import { mintlifyDocs } from './mintlifyDocs.ts';
import { mkdocsRedirects } from './mkdocs/mkdocsRedirects.ts';
import { netlifyToml } from './netlifyToml/netlifyToml.ts';
import { nextConfig } from './nextConfig/nextConfig.ts';
import { nginxConf } from './nginx/nginxConf.ts';
import { nikolaRedirections } from './nikolaRedirections.ts';
import { nuxtRouteRules } from './nuxtRouteRules.ts';
import { openPublishing } from './openPublishing.ts';
import { parsingOnce } from './parsedOnce.ts';
import { pelicanAlias } from './pelicanAlias.ts';
import { pkgdownRedirects } from './pkgdownRedirects.ts';
import { quartoAliases } from './quartoAliases.ts';
import { quartzAliases } from './quartz/quartzAliases.ts';
import { redirectFrom } from './redirectFrom.ts';
import { redirectsFile } from './redirectsFile/redirectsFile.ts';
import { refreshPage } from './refreshPage.ts';
import { renderYaml } from './renderYaml.ts';
import { s3RoutingRules } from './s3/s3RoutingRules.ts';
import { sphinxRediraffe } from './sphinxRediraffe.ts';
import { sphinxReredirects } from './sphinxReredirects.ts';
import { staticWebApp } from './staticWebApp.ts';
import { sveltekitRedirects } from './sveltekit/sveltekitRedirects.ts';
import { vercelBulk } from './vercelBulk.ts';
import { vercelJson } from './vercelJson.ts';
import { vuepressHtmlRedirect } from './vuepress/vuepressHtmlRedirect.ts';
import { vuepressRedirect } from './vuepress/vuepressRedirect.ts';
import { vuepressRedirectFrom } from './vuepress/vuepressRedirectFrom.ts';
import { zolaAliases } from './zolaAliases.ts';

const entries: readonly RedirectFormat[] = [
  hugoAliases,
  jekyllRedirectFrom,
  zolaAliases,
  quartoAliases,
  quartzAliases,
  pelicanAlias,
  vuepressRedirectFrom,
  techDocsOldPaths,
  lumeOldUrl,
  redirectFrom,
  // Netlify reads `_redirects` first, and its own configuration after it.
  redirectsFile,
  netlifyToml,
  // Vercel looks into the bulk file before its configuration.
  vercelBulk,
  vercelJson,
  nextConfig,
  astroRedirects,
  docusaurusRedirects,
  mkdocsRedirects,
  mdbookRedirect,
  vuepressRedirect,
  vuepressHtmlRedirect,
  techDocsRedirects,
  middlemanRedirect,
  gatsbyRedirects,
  nuxtRouteRules,
  sveltekitRedirects,
  firebaseJson,
  staticWebApp,
  amplifyRules,
  renderYaml,
  s3RoutingRules,
  htaccess,
  nginxConf,
  caddyfile,
  mdnRedirects,
  openPublishing,
  antoraAliases,
  sphinxRediraffe,
  sphinxReredirects,
  nikolaRedirections,
  mintlifyDocs,
  fernDocs,
  pkgdownRedirects,
  gitbookYaml,
  refreshPage,
];

export const writtenFormats: readonly RedirectFormat[] = entries.map(comparingPaths).map(parsingOnce);

const byId = new Map(writtenFormats.map((format) => [format.id, format]));

/** The entry of a format, by the id its rules have. */
export function formatOf(id: string): RedirectFormat | undefined {
  return byId.get(id);
}
