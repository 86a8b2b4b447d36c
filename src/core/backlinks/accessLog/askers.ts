/** Who asks a server: people, programs that ask for a person, crawlers, and those that look for holes. */

/**
 * - `person`: a browser
 * - `agent`: a program that reads for a person or learns from the web: chat programs, coding agents, their crawlers
 * - `bot`: search engines, feed readers, monitors, scripts
 * - `scanner`: looks for holes in software that is not there
 */
export type Asker = 'person' | 'agent' | 'bot' | 'scanner';

/** https://github.com/ai-robots-txt/ai.robots.txt lists the names that such programs give themselves. */
const agents =
  /gptbot|chatgpt|oai-searchbot|openai|claude|anthropic|perplexity|ccbot|bytespider|amazonbot|meta-external|cohere|mistralai|duckassist|youbot|diffbot|google-extended|gemini|ai2bot|timpibot|omgili|petalbot|cursor|copilot|devin|firecrawl|tavily|exabot|phindbot|applebot-extended|webzio|imagesift|kagi|context7/i;

const scanners =
  /sqlmap|nikto|nuclei|zgrab|masscan|nmap|wpscan|acunetix|nessus|openvas|dirbuster|gobuster|feroxbuster|ffuf|wfuzz|censys|l9explore|l9tcpid|expanse|palo ?alto|internetmeasurement|jndi:|\$\{|<script|\(\) ?\{|fuzz/i;

const bots =
  /bot\b|bot[/;_-]|crawl|spider|slurp|archiv|fetch|monitor|uptime|pingdom|check|preview|validator|scan|feed|rss|reader|headless|phantom|lighthouse|facebookexternalhit|whatsapp|telegram|embedly|curl|wget|python|aiohttp|httpx|scrapy|java\/|okhttp|go-http|axios|node|undici|ruby|perl|php\/|libwww|guzzle|postman|insomnia|http-?client|winhttp|apache-http|dataprovider|ahrefs|semrush|majestic|screaming frog|sitebulb|yandex|baidu|sogou/i;

/** What only looks for holes asks for; nothing of a site's own. */
const holes =
  /\/(?:wp-(?:login|admin|includes|config|json|cron|signup)|wlwmanifest\.xml|xmlrpc\.php|\.(?:env|git|svn|hg|aws|ssh|vscode|idea|ds_store|htpasswd|htaccess)|phpmyadmin|pma\/|cgi-bin|vendor\/phpunit|actuator|solr\/|boaform|hnap1|etc\/passwd|eval-stdin|server-status|manager\/html|sftp-config|owa\/|ecp\/|autodiscover|telescope\/|_ignition|druid\/|jenkins|phpinfo|adminer|shell\b|cpanel|webmail|remote\/login|geoserver|sdk\/webl|dana-na|invoker|struts)|\.\.\/|%2e%2e|wp-content\/plugins|\.(?:bak|sql|swp|old)(?:$|\?)/i;

/** What browsers and crawlers ask every site for on their own: nobody linked to it. */
const ownAccord =
  /^\/(?:favicon\.ico|robots\.txt|(?:app-)?ads\.txt|sellers\.json|humans\.txt|security\.txt|browserconfig\.xml|crossdomain\.xml|apple-touch-icon[\w-]*\.png|apple-app-site-association|sitemap[\w-]*\.xml(?:\.gz)?|\.well-known\/.*|sw\.js|service-worker\.js)(?:\?|$)/i;

export function askerOf(userAgent: string, method: string, path: string): Asker {
  if (holes.test(path)) return 'scanner';
  const asker = askerNamed(userAgent);
  return asker === 'person' && method !== 'GET' && method !== 'HEAD' ? 'scanner' : asker;
}

function askerNamed(userAgent: string): Asker {
  if (scanners.test(userAgent)) return 'scanner';
  if (agents.test(userAgent)) return 'agent';
  return !bots.test(userAgent) && /^(?:mozilla|opera)\//i.test(userAgent) ? 'person' : 'bot';
}

export function isOfOwnAccord(path: string): boolean {
  return ownAccord.test(path);
}

const searches =
  /(?:^|\.)(?:google\.[a-z.]{2,6}|bing\.com|duckduckgo\.com|yahoo\.(?:com|co\.jp)|search\.brave\.com|ecosia\.org|qwant\.com|startpage\.com|yandex\.[a-z.]{2,6}|ya\.ru|baidu\.com|sogou\.com|naver\.com|seznam\.cz|kagi\.com|mojeek\.com)$/i;

/** A page of results is no page that somebody wrote a link on. */
export function isSearchEngine(host: string): boolean {
  return searches.test(host);
}
