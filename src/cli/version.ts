/** Version of the program: put in by the build, read from package.json when run from source. */
import { readFileSync } from 'node:fs';

declare const ROUTECAP_VERSION: string | undefined;

export function version(): string {
  if (typeof ROUTECAP_VERSION === 'string') return ROUTECAP_VERSION;
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
