/** Before the agreement tests: are we root, and is every router here? After them, and after runs that were killed: nothing is left. */
import { accessSync, constants } from 'node:fs';
import { removeOrphans } from './lab.ts';

const needed = [
  ['/usr/lib/frr/bgpd', 'frr'],
  ['/usr/bin/vtysh', 'frr'],
  ['/usr/sbin/bird', 'bird2'],
  ['/usr/sbin/birdc', 'bird2'],
  ['/usr/bin/gobgpd', 'gobgpd'],
  ['/usr/bin/gobgp', 'gobgpd'],
  ['/usr/sbin/bgpd', 'openbgpd'],
  ['/usr/sbin/bgpctl', 'openbgpd'],
  ['/usr/bin/bgpdump', 'bgpdump'],
] as const;

function isThere(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function setup(): void {
  if (process.getuid?.() !== 0) throw new Error('the agreement tests make network namespaces: run them as root');
  const missing = needed.filter(([path]) => !isThere(path));
  if (missing.length > 0) {
    const packages = [...new Set(missing.map(([, name]) => name))].join(' ');
    throw new Error(
      `not installed: ${packages} (${missing.map(([path]) => path).join(', ')}); run test/agreement/install.sh`,
    );
  }
  removeOrphans();
}

export function teardown(): void {
  removeOrphans();
}
